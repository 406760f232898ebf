namespace MiniMax.Client;

internal static class HexText
{
    /// <summary>Two lower-case hexadecimal digits for each byte.</summary>
    public static string Of(byte[] bytes) =>
#if NET
        Convert.ToHexString(bytes).ToLowerInvariant();
#else
        BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
#endif
}
