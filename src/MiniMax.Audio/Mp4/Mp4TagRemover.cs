namespace MiniMax.Audio.Mp4;

/// <summary>Replaces the tags of an M4A with free space of the same size, so that offsets in the file stay valid.</summary>
/// <remarks>
/// The comment <c>iTunSMPB</c> stays if there is no edit list, because it declares delay and padding. Everything around
/// it is removed.
/// </remarks>
internal sealed class Mp4TagRemover
{
    private const int BlockSize = 64 * 1024;
    private const int TypeOffset = 4;

    private readonly Stream _stream;
    private readonly ByteWindow _window;
    private readonly BoxReader _boxes;

    // All tags are found before the first one is removed, so that the file does not change while it is read.
    private readonly List<Box> _found = [];

    private Mp4TagRemover(Stream stream, ByteWindow window)
    {
        _stream = stream;
        _window = window;
        _boxes = new BoxReader(window);
    }

    public static void Blank(Stream stream)
    {
        using var window = new ByteWindow(stream, stream.Length);
        var remover = new Mp4TagRemover(stream, window);
        remover.FindTags();
        foreach (Box box in remover._found)
        {
            remover.Blank(box);
        }
    }

    private void FindTags()
    {
        for (long position = 0; _boxes.TryRead(position, _window.Length, out Box box); position = box.End)
        {
            FindHolder(box, keepsComment: false);
            if (box.Type == BoxType.Moov)
            {
                FindInMovie(box);
            }
        }
    }

    private void FindInMovie(Box moov)
    {
        bool hasEditList = HasEditList(moov);
        for (long position = moov.Content; _boxes.TryRead(position, moov.End, out Box box); position = box.End)
        {
            FindHolder(box, keepsComment: !hasEditList);
            if (box.Type != BoxType.Trak)
            {
                continue;
            }

            for (long inner = box.Content; _boxes.TryRead(inner, box.End, out Box child); inner = child.End)
            {
                FindHolder(child, keepsComment: false);
            }
        }
    }

    private bool HasEditList(Box moov)
    {
        for (long position = moov.Content; _boxes.TryRead(position, moov.End, out Box box); position = box.End)
        {
            if (box.Type == BoxType.Trak && Track.Read(_boxes, box, 1) is { EditList.IsMissing: false } track && track.Handler == BoxType.Soun)
            {
                return true;
            }
        }

        return false;
    }

    private void FindHolder(Box box, bool keepsComment)
    {
        if (box.Type == BoxType.Udta && keepsComment)
        {
            FindAroundComment(box);
        }
        else if (box.Type == BoxType.Udta || box.Type == BoxType.Meta || Mp4Tags.IsXmp(_window, box))
        {
            _found.Add(box);
        }
    }

    /// <summary>Finds everything in <c>udta</c> except the path to the comment and the comment itself.</summary>
    private void FindAroundComment(Box udta)
    {
        if (!_boxes.TryFind(udta, BoxType.Meta, out Box meta) || !TryFindComment(meta, out Box ilst))
        {
            _found.Add(udta);
            return;
        }

        FindAllBut(udta, meta.Start);
        for (long position = Mp4Tags.ChildrenOf(_boxes, meta).Content; _boxes.TryRead(position, meta.End, out Box box); position = box.End)
        {
            if (box.Start != ilst.Start && FourCharacterCode.ToText(box.Type) != "hdlr")
            {
                _found.Add(box);
            }
        }

        for (long position = ilst.Content; _boxes.TryRead(position, ilst.End, out Box item); position = item.End)
        {
            if (!Mp4Tags.IsGaplessComment(_boxes, item))
            {
                _found.Add(item);
            }
        }
    }

    private void FindAllBut(Box parent, long start)
    {
        for (long position = parent.Content; _boxes.TryRead(position, parent.End, out Box box); position = box.End)
        {
            if (box.Start != start)
            {
                _found.Add(box);
            }
        }
    }

    private bool TryFindComment(Box meta, out Box ilst)
    {
        if (!_boxes.TryFind(Mp4Tags.ChildrenOf(_boxes, meta), BoxType.Ilst, out ilst))
        {
            return false;
        }

        for (long position = ilst.Content; _boxes.TryRead(position, ilst.End, out Box item); position = item.End)
        {
            if (Mp4Tags.IsGaplessComment(_boxes, item))
            {
                return true;
            }
        }

        return false;
    }

    private void Blank(Box box)
    {
        _stream.Position = box.Start + TypeOffset;
        _stream.Write([(byte)'f', (byte)'r', (byte)'e', (byte)'e'], 0, 4);
        _stream.Position = box.Content;
        byte[] zeros = new byte[BlockSize];
        for (long left = box.ContentSize; left > 0; left -= zeros.Length)
        {
            _stream.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
        }
    }
}
