namespace MiniMax.Audio.Mp4;

/// <summary>Replaces the tags of an M4A with free space of the same size, so that offsets in the file stay valid.</summary>
/// <remarks>
/// The comment <c>iTunSMPB</c> stays if there is no edit list, because it declares delay and padding. Everything around
/// it is removed.
/// </remarks>
internal sealed class Mp4TagRemover(Stream stream, ByteWindow window)
{
    private const int BlockSize = 64 * 1024;
    private const int TypeOffset = 4;

    private readonly BoxReader _boxes = new(window);

    // All tags are found before the first one is removed, so that the file does not change while it is read.
    private readonly List<Box> _found = [];

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
        for (long position = 0; _boxes.TryRead(position, window.Length, out Box box); position = box.End)
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
        bool hasEditList = _boxes.EnumerateChildren(moov).Any(b => b.Type == BoxType.Trak && Track.Read(_boxes, b, 1) is { EditList.IsMissing: false } track && track.Handler == BoxType.Soun);
        foreach (Box box in _boxes.EnumerateChildren(moov))
        {
            FindHolder(box, keepsComment: !hasEditList);
            if (box.Type == BoxType.Trak)
            {
                foreach (Box child in _boxes.EnumerateChildren(box))
                {
                    FindHolder(child, keepsComment: false);
                }
            }
        }
    }

    private void FindHolder(Box box, bool keepsComment)
    {
        if (box.Type == BoxType.Udta && keepsComment)
        {
            FindAroundComment(box);
        }
        else if (box.Type == BoxType.Udta || box.Type == BoxType.Meta || Mp4Tags.IsXmp(window, box))
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

        _found.AddRange(_boxes.EnumerateChildren(udta).Where(b => b.Start != meta.Start));
        _found.AddRange(_boxes.EnumerateChildren(Mp4Tags.ChildrenOf(_boxes, meta)).Where(b => b.Start != ilst.Start && b.Type != BoxType.Hdlr));
        _found.AddRange(_boxes.EnumerateChildren(ilst).Where(i => !Mp4Tags.IsGaplessComment(_boxes, i)));
    }

    private bool TryFindComment(Box meta, out Box ilst) =>
        _boxes.TryFind(Mp4Tags.ChildrenOf(_boxes, meta), BoxType.Ilst, out ilst) && _boxes.EnumerateChildren(ilst).Any(i => Mp4Tags.IsGaplessComment(_boxes, i));

    private void Blank(Box box)
    {
        stream.Position = box.Start + TypeOffset;
        stream.Write([(byte)'f', (byte)'r', (byte)'e', (byte)'e'], 0, 4);
        stream.Position = box.Content;
        byte[] zeros = new byte[BlockSize];
        for (long left = box.ContentSize; left > 0; left -= zeros.Length)
        {
            stream.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
        }
    }
}
