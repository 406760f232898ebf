using MiniMax.Audio.Tags;

namespace MiniMax.Audio.Mp4;

/// <summary>Reads the kinds of tags in an M4A: of iTunes, QuickTime, 3GPP and XMP, for the movie and for its tracks.</summary>
internal sealed class Mp4TagReader(ByteWindow window)
{
    private const int MaxKeys = 1000;
    private const int MaxName = 64;

    // A separate reader, so that the boxes in tags do not count for the limit of the inspection.
    private readonly BoxReader _boxes = new(window);

    public TagKinds Kinds { get; private set; }

    public void ReadMovie(Box moov)
    {
        for (long position = moov.Content; _boxes.TryRead(position, moov.End, out Box box); position = box.End)
        {
            ReadHolder(box);
            if (box.Type == BoxType.Trak)
            {
                for (long inner = box.Content; _boxes.TryRead(inner, box.End, out Box child); inner = child.End)
                {
                    ReadHolder(child);
                }
            }
        }
    }

    /// <summary>Reads a box that may contain tags.</summary>
    public void ReadHolder(Box box)
    {
        if (box.Type == BoxType.Udta)
        {
            ReadUserData(box);
        }
        else if (box.Type == BoxType.Meta)
        {
            ReadMeta(box);
        }
        else if (box.Type == BoxType.Uuid && Mp4Tags.IsXmp(window, box))
        {
            Kinds |= TagKinds.Other;
        }
    }

    private void ReadUserData(Box udta)
    {
        for (long position = udta.Content; _boxes.TryRead(position, udta.End, out Box box); position = box.End)
        {
            if (box.Type == BoxType.Meta)
            {
                ReadMeta(box);
            }
            else if (box.ContentSize > BoxReader.FullBoxSize)
            {
                Kinds |= TagNames.FindMp4(box.Type);
            }
        }
    }

    private void ReadMeta(Box meta)
    {
        Box children = Mp4Tags.ChildrenOf(_boxes, meta);
        List<TagKinds>? keys = null;
        for (long position = children.Content; _boxes.TryRead(position, children.End, out Box box); position = box.End)
        {
            if (box.Type == BoxType.Keys)
            {
                keys = ReadKeys(box);
            }
            else if (box.Type == BoxType.Ilst)
            {
                ReadItems(box, keys);
            }
            else if (box.Type == BoxType.Id32)
            {
                Kinds |= Id3TagReader.ReadId3v2(window, box.Content + BoxReader.FullBoxSize + 2);
            }
        }
    }

    /// <summary>Reads the kinds of QuickTime's metadata keys, to which items refer by number.</summary>
    private List<TagKinds> ReadKeys(Box box)
    {
        List<TagKinds> keys = [];
        for (long position = box.Content + BoxReader.FullBoxSize + 4; keys.Count < MaxKeys && _boxes.TryRead(position, box.End, out Box key); position = key.End)
        {
            keys.Add(TagNames.FindName(_boxes.ReadContent(key, MaxName)));
        }

        return keys;
    }

    private void ReadItems(Box ilst, List<TagKinds>? keys)
    {
        for (long position = ilst.Content; _boxes.TryRead(position, ilst.End, out Box item); position = item.End)
        {
            if (item.Type > 0 && item.Type <= keys?.Count)
            {
                Kinds |= keys![(int)item.Type - 1];
            }
            else if (item.Type == BoxType.FreeForm)
            {
                ReadOnlySpan<byte> name = _boxes.ReadContent(_boxes.Find(item, BoxType.Name), MaxName);
                if (name.Length > BoxReader.FullBoxSize)
                {
                    Kinds |= TagNames.FindName(name.Slice(BoxReader.FullBoxSize));
                }
            }
            else
            {
                Kinds |= TagNames.FindMp4(item.Type);
            }
        }
    }
}
