using System.Globalization;
using MiniMax.Tests.Audio.Odd;

namespace MiniMax.Tests.Audio.Fuzz;

/// <summary>Recordings of 8 s or more that FFmpeg encodes. After damage, a valid verdict is suspicious.</summary>
internal static class FuzzRecordings
{
    private const string Noise = "anoisesrc=color=pink:amplitude=0.3:seed=7:sample_rate=44100";

    private static readonly (string Name, string Extension, string Seconds, string Options)[] s_encodings =
    [
        ("cbr128-no-tag", "mp3", "30", "-ac 2 -c:a libmp3lame -b:a 128k -write_xing 0 -id3v2_version 0"),
        ("vbr-no-tag-silence-first", "mp3", "30", "-af adelay=8000:all=1 -ac 2 -c:a libmp3lame -q:a 4 -write_xing 0 -id3v2_version 0"),
        ("cbr64-tag", "mp3", "8.05", "-c:a libmp3lame -b:a 64k -id3v2_version 0"),
        ("vbr-tag", "mp3", "8.3", "-ac 2 -c:a libmp3lame -q:a 5"),
        ("22k-no-tag", "mp3", "8.05", "-ar 22050 -c:a libmp3lame -b:a 32k -write_xing 0 -id3v2_version 0"),
        ("8k-tag", "mp3", "12", "-ar 8000 -c:a libmp3lame -b:a 16k -id3v2_version 0"),
        ("48k-no-reservoir", "mp3", "8.3", "-ar 48000 -c:a libmp3lame -b:a 96k -reservoir 0 -write_xing 0"),
        ("id3v1", "mp3", "9", "-ar 16000 -c:a libmp3lame -b:a 24k -write_id3v1 1 -metadata title=t"),
        ("pcm16", "wav", "8.05", "-ar 8000 -c:a pcm_s16le"),
        ("pcm24-stereo", "wav", "8.3", "-ar 8000 -ac 2 -c:a pcm_s24le"),
        ("pcm8", "wav", "20", "-ar 8000 -c:a pcm_u8"),
        ("float32", "wav", "8.3", "-ar 8000 -c:a pcm_f32le"),
        ("float64", "wav", "8.05", "-ar 8000 -c:a pcm_f64le"),
        ("a-law", "wav", "12", "-ar 8000 -c:a pcm_alaw"),
        ("mu-law-stereo", "wav", "8.05", "-ar 8000 -ac 2 -c:a pcm_mulaw"),
        ("ima-adpcm", "wav", "8.3", "-ar 8000 -c:a adpcm_ima_wav"),
        ("ms-adpcm-stereo", "wav", "8.3", "-ar 8000 -ac 2 -c:a adpcm_ms"),
        ("g722", "wav", "8.05", "-ar 16000 -c:a g722"),
        ("g726", "wav", "8.05", "-ar 8000 -c:a g726"),
        ("gsm", "wav", "9", "-ar 8000 -c:a libgsm_ms"),
        ("mp3-in-wav", "wav", "30", "-ac 2 -c:a libmp3lame -b:a 128k"),
        ("mp3-in-wav-22k", "wav", "8.05", "-ar 22050 -c:a libmp3lame -b:a 32k"),
        ("rf64", "wav", "8.05", "-ar 8000 -c:a pcm_s16le -rf64 always"),
        ("six-channels", "wav", "8.05", "-ar 8000 -ac 6 -c:a pcm_s16le"),
        ("aac", "m4a", "8.05", "-c:a aac -b:a 32k"),
        ("aac-8k-faststart", "m4a", "20", "-ar 8000 -c:a aac -b:a 12k -movflags +faststart"),
        ("aac-fragments", "m4a", "8.5", "-ar 16000 -c:a aac -b:a 24k -frag_duration 1000000 -movflags +empty_moov+default_base_moof"),
        ("aac-dash", "m4a", "12", "-ar 22050 -c:a aac -b:a 24k -movflags +dash+delay_moov -frag_duration 2000000"),
        ("alac", "m4a", "8.05", "-ar 8000 -c:a alac"),
        ("ac3", "m4a", "8.3", "-ar 32000 -c:a ac3 -b:a 32k -f mp4"),
        ("opus", "m4a", "8.3", "-ar 48000 -c:a libopus -b:a 16k -f mp4"),
    ];

    public static List<OddFile> Make()
    {
        List<OddFile> recordings = [];
        foreach ((string name, string extension, string seconds, string options) in s_encodings)
        {
            recordings.Add(Encode(name, extension, seconds, options));
        }

        byte[] tagged = recordings.Single(r => r.Name == "cbr64-tag.mp3").Bytes;
        byte[] plain = recordings.Single(r => r.Name == "22k-no-tag.mp3").Bytes;
        byte[] picture = new byte[20_000];
        new Random(1).NextBytes(picture);
        recordings.Add(new OddFile("ape-in-front.mp3", [.. MpegParts.Ape(20_000, 0xA0), .. picture, .. tagged]));
        recordings.Add(new OddFile("id3-picture-in-front.mp3", [.. MpegParts.Id3v2("ID3", 3, 0, 0, 0, 1, 28, 32), .. picture, .. tagged]));
        recordings.Add(new OddFile("ape-behind.mp3", [.. plain, .. MpegParts.Ape(1032, 0xA0), .. picture.AsSpan(0, 1000), .. MpegParts.Ape(1032, 0x80)]));
        recordings.Add(new OddFile("lyrics-behind.mp3", [.. plain, .. "LYRICSBEGIN"u8, .. new byte[500], .. "000511LYRICS200"u8, .. MpegParts.Id3v1]));
        recordings.Add(new OddFile("two-joined.mp3", [.. tagged, .. tagged]));
        return recordings;
    }

    private static OddFile Encode(string name, string extension, string seconds, string options)
    {
        string path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"minimax-{Guid.NewGuid():N}.{extension}"));
        try
        {
            Ffmpeg.Run($"-f lavfi -i {Noise}:duration={seconds} -map_metadata -1 {options} \"{path}\"");
            return new OddFile($"{name}.{extension}", File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
