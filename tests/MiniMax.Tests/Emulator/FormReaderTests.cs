using System.Text;
using MiniMax.Emulator;
using MiniMax.Emulator.Faults;
using MiniMax.Emulator.Files;

namespace MiniMax.Tests.Emulator;

/// <summary>Bodies that arrive in pieces. The bandwidth sets how large they are, and made-up time makes it quick.</summary>
public class FormReaderTests() : EmulatorTest(new EmulatorOptions { TimeProvider = new ImpatientClock() })
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_boundary_is_found_wherever_the_pieces_are_cut(int piece)
    {
        const int PiecesPerSecond = 20;
        State.Faults.Add(new FaultRule { Kind = FaultKind.Bandwidth, BytesPerSecond = piece * PiecesPerSecond });
        byte[] body = RawClient.Body("--b\n" +
            "Content-Disposition: form-data; name=purpose\n\nprompt_audio\n--b\n" +
            "Content-Disposition: form-data; name=file; filename=a.wav\n\n\n--not\n-\n\n--b--\n");
        using RawClient client = await RawClient.ConnectAsync(Server.Address, Soon);

        await client.SendAsync(RawClient.UploadOf(body), Soon);

        await client.ReadAnswerAsync(Soon);
        StoredFile file = Assert.Single(State.Files);
        Assert.Equal("\r\n--not\r\n-\r\n", Encoding.ASCII.GetString(file.Content!.Value.Span));
    }
}
