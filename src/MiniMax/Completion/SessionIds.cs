using System.Globalization;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace MiniMax.Completion;

/// <summary>The IDs that cmdlets of a runspace returned, for completion. No request is made for them.</summary>
internal sealed class SessionIds
{
    private const int MaxIds = 200;

    private static readonly ConditionalWeakTable<Runspace, SessionIds> s_ofRunspaces = new();

    private readonly LinkedList<SessionId> _newestFirst = new();
    private readonly Dictionary<(SessionIdKind Kind, string Id), LinkedListNode<SessionId>> _nodes = [];

    private static SessionIds? Current =>
        Runspace.DefaultRunspace is { } runspace && s_ofRunspaces.TryGetValue(runspace, out SessionIds? ids) ? ids : null;

    /// <summary>Records the ID of a result that a cmdlet writes, if it has one.</summary>
    public static void Add(object? result)
    {
        SessionId? id = result switch
        {
            UploadedFile file => new SessionId(SessionIdKind.File, Text(file.FileId), file.FileName, file.Purpose),
            RemoteFile file => new SessionId(SessionIdKind.File, Text(file.FileId), file.FileName, file.Purpose),
            Voice voice => new SessionId(SessionIdKind.Voice, voice.VoiceId, voice.Name ?? voice.Kind.ToString(), null),
            IEnumerable<Voice> voices => Voices(voices),
            _ => null,
        };
        if (id is not null && Runspace.DefaultRunspace is { } runspace)
        {
            s_ofRunspaces.GetOrCreateValue(runspace).Insert(id);
        }
    }

    public static void Remove(SessionIdKind kind, string id) => Current?.Take(kind, id);

    /// <summary>Removes all IDs of this runspace, because another host or account does not have them.</summary>
    public static void Clear()
    {
        if (Runspace.DefaultRunspace is { } runspace)
        {
            s_ofRunspaces.Remove(runspace);
        }
    }

    /// <summary>The IDs of one kind in this runspace, the newest first.</summary>
    public static IReadOnlyList<SessionId> Find(SessionIdKind kind) => Current?.OfKind(kind) ?? [];

    private static SessionId? Voices(IEnumerable<Voice> voices)
    {
        // The first is inserted last, and is offered first.
        foreach (Voice voice in voices.Take(MaxIds).Reverse())
        {
            Add(voice);
        }

        return null;
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private void Insert(SessionId id)
    {
        lock (_newestFirst)
        {
            Take(id.Kind, id.Id);
            _nodes[(id.Kind, id.Id)] = _newestFirst.AddFirst(id);
            if (_newestFirst.Count > MaxIds)
            {
                Take(_newestFirst.Last!.Value.Kind, _newestFirst.Last.Value.Id);
            }
        }
    }

    private void Take(SessionIdKind kind, string id)
    {
        lock (_newestFirst)
        {
            if (_nodes.TryGetValue((kind, id), out LinkedListNode<SessionId>? node))
            {
                _nodes.Remove((kind, id));
                _newestFirst.Remove(node);
            }
        }
    }

    private List<SessionId> OfKind(SessionIdKind kind)
    {
        lock (_newestFirst)
        {
            return [.. _newestFirst.Where(i => i.Kind == kind)];
        }
    }
}

internal enum SessionIdKind
{
    File,
    Voice,
}

/// <summary>An ID that a cmdlet returned, with the name for the tooltip; only a file has a purpose.</summary>
internal sealed record SessionId(SessionIdKind Kind, string Id, string Name, string? Purpose);
