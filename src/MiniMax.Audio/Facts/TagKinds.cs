namespace MiniMax.Audio.Facts;

/// <summary>The kinds of tags that describe a recording, its speaker and its author, in the order of the report.</summary>
[Flags]
internal enum TagKinds
{
    None = 0,
    Title = 1,
    Artist = 1 << 1,
    Album = 1 << 2,
    Genre = 1 << 3,
    Date = 1 << 4,
    Comment = 1 << 5,
    Description = 1 << 6,
    Lyrics = 1 << 7,
    Copyright = 1 << 8,
    Picture = 1 << 9,
    Location = 1 << 10,
    Device = 1 << 11,
    Chapters = 1 << 12,
    Other = 1 << 13,
}
