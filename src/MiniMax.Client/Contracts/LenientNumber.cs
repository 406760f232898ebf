using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

/// <summary>
/// A number in a response: absent, a value, or something that is not a number. An unneeded field
/// must not turn a success into an error.
/// </summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct LenientNumber(long? Value, bool IsUnusable)
{
    // Beyond this, a floating-point value may have been rounded to another integer.
    private const decimal MaxExact = 1L << 53;

    private static LenientNumber Unusable => new(null, true);

    /// <summary>The number if it is an exact integer, as an ID requires.</summary>
    public long? Exact { get; private init; }

    private static LenientNumber Whole(long value) => new(value, false) { Exact = value };

    private static LenientNumber Of(decimal value) =>
        value is < long.MinValue or > long.MaxValue
            ? Unusable
            : new((long)decimal.Truncate(value), false)
            {
                Exact = decimal.Truncate(value) == value && Math.Abs(value) <= MaxExact ? (long)value : null,
            };

    private static LenientNumber Of(string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) ? Whole(whole)
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? Of(value)
        : Unusable;

    internal sealed class Converter : JsonConverter<LenientNumber>
    {
        public override LenientNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    return default;
                case JsonTokenType.Number:
                    return reader.TryGetInt64(out long whole) ? Whole(whole) : reader.TryGetDecimal(out decimal value) ? Of(value) : Unusable;
                case JsonTokenType.String:
                    return LenientText.TryGet(ref reader) is { } text ? Of(text) : Unusable;
                default:
                    reader.Skip();
                    return Unusable;
            }
        }

        public override void Write(Utf8JsonWriter writer, LenientNumber value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
