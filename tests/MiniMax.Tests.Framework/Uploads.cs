using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading.Tasks;

namespace MiniMax.Tests.Framework;

/// <summary>The uploads. They are a separate class, so that no library is loaded before its folder is known.</summary>
internal static class Uploads
{
    public static int Run(string[] args)
    {
        // .NET Framework applies this to every host except this machine. Here it also applies to the emulator.
        ServicePointManager.DefaultConnectionLimit = 2;
        var http = HttpClientPool.Get(ProxySettings.System);
        var client = new MiniMaxClient(http, ServiceAddress.From(new Uri(args[1])), new ApiKey("sk-test-0123456789"), TimeSpan.FromMinutes(5));
        using var queue = new UploadQueue(client, new UploadOptions(int.Parse(args[2], CultureInfo.InvariantCulture), new RetryPolicy(2, TimeSpan.FromMilliseconds(1))), null);
        var uploads = new List<FileUpload>();
        foreach (var path in args.Skip(3))
        {
            uploads.Add(new FileUpload(SourceFile.Open(path), System.IO.Path.GetFileName(path), "audio/wav", FilePurpose.PromptAudio));
            queue.Add(uploads[uploads.Count - 1]);
        }

        var asked = Task.Run(Console.ReadLine);
        while (queue.Pending > 0 && !asked.IsCompleted)
        {
            if (queue.Take(TimeSpan.FromMilliseconds(50))?.Outcome is { } outcome)
            {
                Console.WriteLine(outcome.File is { } file ? $"stored {file.FileId}" : $"failed {outcome.Error!.ErrorId}: {outcome.Error.Message}");
            }
        }

        if (asked.IsCompleted)
        {
            Console.WriteLine($"sent {uploads.Sum(u => u.BytesSent)}");
        }

        return 0;
    }
}
