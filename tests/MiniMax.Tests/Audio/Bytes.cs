namespace MiniMax.Tests.Audio;

/// <summary>Creates long sequences of bytes quickly.</summary>
internal static class Bytes
{
    public static byte[] Joined(params byte[][] parts)
    {
        byte[] all = new byte[parts.Sum(p => p.Length)];
        int position = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(all, position);
            position += part.Length;
        }

        return all;
    }

    public static byte[] Repeated(byte[] bytes, int count)
    {
        byte[] all = new byte[bytes.Length * count];
        for (int i = 0; i < count; i++)
        {
            bytes.CopyTo(all, i * bytes.Length);
        }

        return all;
    }
}
