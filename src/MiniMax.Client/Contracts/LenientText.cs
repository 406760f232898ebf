using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>A text in a response: absent, a value (even if it is a number), or something that is not a text.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct LenientText(string? Value, bool IsUnusable)
{
    /// <summary>The text of a string; null if its escapes or its bytes are not valid.</summary>
    public static string? TryGet(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    internal sealed class Converter : JsonConverter<LenientText>
    {
        public override LenientText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    return default;
                case JsonTokenType.String:
                    string? text = TryGet(ref reader);
                    return new(text, text is null);
                case JsonTokenType.Number:
                    return new(Encoding.ASCII.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan.ToArray()), false);
                default:
                    reader.Skip();
                    return new(null, true);
            }
        }

        public override void Write(Utf8JsonWriter writer, LenientText value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
