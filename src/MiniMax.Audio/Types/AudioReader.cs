namespace MiniMax.Audio;

/// <summary>Gives a file to the reader of its container, chosen by content alone.</summary>
internal static class AudioReader
{
    public static AudioFacts Read(ByteWindow window)
    {
        var facts = new AudioFacts();
        ReadOnlySpan<byte> header = window.Peek(0, ContentType.HeaderSize);
        if (ContentType.WaveFamilyOf(header) is WaveFamily family)
        {
            WavReader.Read(window, family, facts);
        }
        else if (ContentType.IsIsoMedia(header))
        {
            if (ContentType.PictureBrandOf(header) is string picture) facts.NotSupported($"The content is {picture}.", RemedyKind.None);
            else M4aReader.Read(window, facts);
        }
        else if (ContentType.IsIsoMediaWithoutType(header))
        {
            facts.Format = AudioFormat.M4a;
            facts.Damaged($"The file starts with the box '{BoxType.Text(BoxType.Of(header.Slice(4)))}' and not with the file type (ftyp) that readers tell an M4A by.", RemedyKind.Convert);
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
        facts.Tags = Id3TagReader.ReadFront(window, window.Length);
        ReadOnlySpan<byte> content = window.Peek(start, ContentType.HeaderSize);
        ForeignType? found = ForeignType.Find(content);
        facts.ForeignName = found?.Name;
        if (found is ForeignType foreign) facts.NotSupported($"The content is {foreign.Name}, not MP3, M4A or WAV.", foreign.Remedy);
        else if (start >= window.Length) facts.NotSupported("The file contains only an ID3 tag.", RemedyKind.FetchAgain);
        else if (Bytes.AreZeros(window, start, window.Length)) facts.NotSupported($"The content is only zeros ({window.Length - start} bytes), not MP3, M4A or WAV.", RemedyKind.FetchAgain);
        else if (!Mp3Reader.TryRead(window, start, facts)) facts.NotSupported("The content is not MP3, M4A, WAV, or another known type.", RemedyKind.None);
    }
}
