namespace MiniMax.Tests.Audio;

/// <summary>A folder for the files of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("minimax-tests-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public string Copy(string path)
    {
        string copy = File(Path.GetFileName(path));
        System.IO.File.Copy(path, copy);
        return copy;
    }

    public string Write(string name, byte[] content)
    {
        string path = File(name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
