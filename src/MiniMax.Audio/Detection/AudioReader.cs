using MiniMax.Audio.Mp4;
using MiniMax.Audio.Mpeg;
using MiniMax.Audio.Tags;
using MiniMax.Audio.Wave;

namespace MiniMax.Audio.Detection;

/// <summary>Selects the reader of a container by the content of the file.</summary>
internal static class AudioReader
{
    public static AudioFacts Read(ByteWindow window)
    {
        var facts = new AudioFacts();
        ReadOnlySpan<byte> header = window.Peek(0, ContentType.HeaderSize);
        if (WaveSignature.Find(header) is WaveFamily family)
        {
            WavReader.Read(window, family, facts);
        }
        else if (ContentType.IsIsoMedia(header) && ContentType.PictureBrandOf(header) is string picture)
        {
            facts.AddUnsupported(MessageText.Format(AudioStrings.ContentIs, picture), RemedyKind.Exclude);
        }
        else if (ContentType.IsIsoMedia(header))
        {
            M4aReader.Read(window, facts);
        }
        else if (ContentType.IsIsoMediaWithoutType(header))
        {
            facts.Format = AudioFormat.M4a;
            facts.AddDamage(MessageText.Format(AudioStrings.FileTypeIsNotFirst, FourCharacterCode.ToText(header.Slice(4))), RemedyKind.Convert);
        }
        else
        {
            ReadFrames(window, facts);
        }

        return facts;
    }

    private static void ReadFrames(ByteWindow window, AudioFacts facts)
    {
        long start = TagBounds.SkipId3v2(window);
        facts.Tags = Id3TagReader.ReadFront(window);
        ReadOnlySpan<byte> content = window.Peek(start, ContentType.HeaderSize);
        ForeignType? found = ForeignType.Find(content);
        facts.ForeignName = found?.Name;
        if (found is ForeignType foreign)
        {
            facts.AddUnsupported(MessageText.Format(AudioStrings.ContentIsNotSupported, ForeignType.Describe(foreign.Name)), foreign.Remedy);
        }
        else if (start >= window.Length)
        {
            facts.AddUnsupported(AudioStrings.OnlyId3Tag, RemedyKind.FetchAgain);
        }
        else if (Bytes.AreZeros(window, start, window.Length))
        {
            facts.AddUnsupported(MessageText.Format(AudioStrings.OnlyZeros, window.Length - start), RemedyKind.FetchAgain);
        }
        else if (!Mp3Reader.TryRead(window, start, facts))
        {
            facts.AddUnsupported(AudioStrings.ContentIsUnknown, RemedyKind.None);
        }
    }
}
