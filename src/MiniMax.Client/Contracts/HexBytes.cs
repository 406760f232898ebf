using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>Bytes in a response, as hexadecimal digits; empty for any other value.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct HexBytes(ReadOnlyMemory<byte> Bytes)
{
    private static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> digits)
    {
        if (digits.Length % 2 != 0)
        {
            return default;
        }

        byte[] bytes = new byte[digits.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            int value = (Digit(digits[2 * i]) << 4) | Digit(digits[(2 * i) + 1]);
            if (value < 0)
            {
                return default;
            }

            bytes[i] = (byte)value;
        }

        return bytes;
    }

    // A negative value stays negative, shifted or combined.
    private static int Digit(byte c) => (char)c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    internal sealed class Converter : JsonConverter<HexBytes>
    {
        public override HexBytes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return new(Decode(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan));
            }

            reader.Skip();
            return default;
        }

        public override void Write(Utf8JsonWriter writer, HexBytes value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
