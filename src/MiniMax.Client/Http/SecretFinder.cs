using System.Text;

namespace MiniMax.Client.Http;

/// <summary>
/// Finds secrets that a server repeats in another form: in another case, escaped, in hexadecimal, in Base64, with other characters
/// inside, or only a part of them.
/// </summary>
internal sealed class SecretFinder
{
    // No shorter part is searched for. It fits into one number, which is compared at each position.
    private const int GramLength = 8;
    private const int MinLength = GramLength + 1;

    // A part of a key is masked if it is half of the key, or too long to occur in a name by chance.
    private const int EnoughOfKey = 16;

    private readonly List<Form> _forms = [];

    // Where each gram occurs in the forms: its last place, from which the others are linked.
    private readonly Dictionary<ulong, int> _grams = [];
    private readonly List<(Form Form, int Offset, int Previous)> _places = [];

    /// <summary>Adds a key: half of it is enough to be masked.</summary>
    public void AddKey(string key)
    {
        int half = key.Length / 2;
        int letters = Math.Min(FoldedText.Of(key.Substring(0, half)).Length, FoldedText.Of(key.Substring(key.Length - half)).Length);
        Add(key, Math.Max(MinLength, Math.Min(letters, EnoughOfKey)));
    }

    /// <summary>Adds a password, alone and with the user name. It can contain words, so a part is masked only in an encoded form.</summary>
    public void AddCredential(string user, string password)
    {
        int length = FoldedText.Of(password).Length;
        int enough = Math.Max(MinLength, length * 2 / 3);
        Add(password, enough, isWhole: true);
        Add($"{user}:{password}", FoldedText.Of(user).Length + Math.Min(enough, length), isWhole: true);
    }

    /// <summary>The places of the secrets and of their parts in a text, in ascending order; empty for none.</summary>
    public List<(int Start, int End)> Find(string text)
    {
        var found = new List<(int Start, int End)>();
        if (_grams.Count > 0 && text.Length >= MinLength)
        {
            Find(FoldedText.Of(text), found);
            if (FoldedText.OfDecoded(text) is { } decoded)
            {
                Find(decoded, found);
            }

            found.Sort();
        }

        return found;
    }

    // Each form with the number of its characters that a part must have, which grows with the form.
    private void Add(string secret, int enough, bool isWhole = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        Add(new Form(FoldedText.Of(secret).ToString(), isWhole ? int.MaxValue : enough));
        Add(new Form(HexText.Of(bytes), enough * 2));
        Add(new Form(HexText.Of(Encoding.Unicode.GetBytes(secret)), enough * 4));
        foreach (string base64 in Base64(bytes))
        {
            Add(new Form(FoldedText.Of(base64).ToString(), enough * 4 / 3));
            Add(new Form(HexText.Of(Encoding.ASCII.GetBytes(base64)), enough * 8 / 3));
        }
    }

    // The part of the Base64 form that does not depend on the surrounding text: the secret begins at one of three positions of a group.
    private static IEnumerable<string> Base64(byte[] secret)
    {
        // Stryker disable once equality: a fourth position has the form of the first one.
        for (int before = 0; before < 3; before++)
        {
            string text = Convert.ToBase64String([.. new byte[before], .. secret]);
            int start = before == 0 ? 0 : before + 1;
            yield return text.Substring(start, ((secret.Length + before) * 8 / 6) - start);
        }
    }

    private void Add(Form form)
    {
        if (form.Text.Length < MinLength || _forms.Any(f => f.Text == form.Text))
        {
            return;
        }

        _forms.Add(form);
        var grams = new HashSet<ulong>();
        ulong gram = 0;
        for (int i = 0; i < form.Text.Length; i++)
        {
            gram = (gram << 8) | form.Text[i];
            // Where a form repeats itself, its first place has the longest match.
            if (i >= GramLength - 1 && grams.Add(gram))
            {
                _places.Add((form, i - GramLength + 1, _grams.TryGetValue(gram, out int previous) ? previous : -1));
                _grams[gram] = _places.Count - 1;
            }
        }
    }

    private void Find(FoldedText text, List<(int Start, int End)> found)
    {
        ulong gram = 0;
        int coveredTo = 0;
        var hits = new HashSet<Form>();
        var pieces = new List<(Form Form, int Offset, int Start, int Length)>();
        for (int i = 0; i < text.Length; i++)
        {
            gram = (gram << 8) | text[i];
            int start = i - GramLength + 1;
            int next = start >= 0 && _grams.TryGetValue(gram, out int place) ? place : -1;
            while (next >= 0)
            {
                (Form form, int offset, next) = _places[next];
                int length = Math.Min(form.Text.Length - offset, text.Length - start);
                int covered = coveredTo - start;
                if (covered >= length || (covered > 0 && text[coveredTo] != form.Text[offset + covered]))
                {
                    // Adds nothing to the last place. Otherwise, each position in it would be compared to its end.
                    continue;
                }

                int same = GramLength;
                while (same < length && text[start + same] == form.Text[offset + same])
                {
                    same++;
                }

                if (same >= Math.Min(form.Enough, form.Text.Length))
                {
                    coveredTo = start + same;
                    hits.Add(form);
                    found.Add((text.Start(start), text.End(coveredTo - 1)));
                }
                else if (start == 0 || offset == 0 || text[start - 1] != form.Text[offset - 1])
                {
                    pieces.Add((form, offset, start, same));
                }
            }
        }

        // Several pieces of one secret, which other text separates, are a secret, too.
        foreach (IGrouping<Form, (Form Form, int Offset, int Start, int Length)> group in pieces.GroupBy(p => p.Form))
        {
            if (hits.Contains(group.Key) || group.GroupBy(p => p.Offset).Sum(p => (long)p.Max(q => q.Length)) >= group.Key.Enough)
            {
                found.AddRange(group.Select(p => (text.Start(p.Start), text.End(p.Start + p.Length - 1))));
            }
        }
    }

    private sealed record Form(string Text, int Enough);
}
