using System.Net;

namespace MiniMax.Tests.Client;

/// <summary>Exactly which part of a text is masked: of a cut key, of an encoded key, and of a password.</summary>
public class MaskedTextTests
{
    private const string Key = "sk-abc.0123456789DEFGHIJKLMN";

    [Theory]
    [InlineData("sk-abc.0123456", "****")]
    [InlineData("x sk-abc.0123456 y", "x **** y")]
    [InlineData("x sk-abc.012345 y", "x sk-abc.012345 y")]
    [InlineData("sk-abc.0123456789DEF", "****")]
    [InlineData("SK-ABC.0123456789def and", "**** and")]
    [InlineData("sk-abc.0123456789DEF, sk-abc.01234567", "****, ****")]
    [InlineData("789DEFGHIJKLMN", "****")]
    [InlineData("x 789DEFGHIJKLMN y", "x **** y")]
    [InlineData("x ADEFGHIJKLMN y", "x ADEFGHIJKLMN y")]
    [InlineData("0123456789DEFGHIJKLMN", "****")]
    [InlineData("at 0123456789DEFghijklmn", "at ****")]
    [InlineData("0123456789DEFGHIJKLMN, c.0123456789DEFGHIJKLMN", "****, ****")]
    public void Half_of_a_key_is_masked_with_all_that_follows_or_precedes(string text, string expected) =>
        Assert.Equal(expected, OfKey(Key).Redact(text));

    [Theory]
    [InlineData("0123456789", "x012345678x", "x****x")]
    [InlineData("0123456789", "x123456789x", "x****x")]
    [InlineData("0123456789", "x01234567x", "x01234567x")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF", "abcdefghijklmnop", "****")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789ABCDEF", "abcdefghijklmno", "abcdefghijklmno")]
    public void A_part_is_at_least_9_characters_and_need_not_exceed_16(string key, string text, string expected) =>
        Assert.Equal(expected, OfKey(key).Redact(text));

    [Theory]
    [InlineData("c2stfn5+Pz8/Pj4+b29vfn5+Pz8/YWI=", "****I=")]
    [InlineData("c2stfn5-Pz8_Pj4-b29vfn5-Pz8_YWI=", "****I=")]
    [InlineData("eHNrLX5+fj8/Pz4+Pm9vb35+fj8/P2Fi", "eH****")]
    [InlineData("eHNrLX5-fj8_Pz4-Pm9vb35-fj8_P2Fi", "eH****")]
    [InlineData("eHhzay1+fn4/Pz8+Pj5vb29+fn4/Pz9hYg==", "eHh****g==")]
    [InlineData("eHhzay1-fn4_Pz8-Pj5vb29-fn4_Pz9hYg==", "eHh****g==")]
    public void Base64_of_a_key_is_masked_at_each_of_its_three_positions_in_both_alphabets(string text, string expected) =>
        Assert.Equal(expected, OfKey("sk-~~~???>>>ooo~~~???ab").Redact(text));

    [Theory]
    [InlineData("%73k-abc.0123456789DEFGHIJKLMN", "****")]
    [InlineData("100 %, a & b = c\\d", "100 %, a & b = c\\d")]
    public void An_escaped_key_is_masked_from_the_start_of_a_text(string text, string expected)
    {
        Assert.Equal(expected, OfKey(Key).Redact(text));
        Assert.Equal(text, new SecretRedactor(null, ProxySettings.System).RedactMessage(text));
    }

    [Fact]
    public void A_secret_that_contains_another_one_is_masked_as_a_whole() =>
        Assert.Equal("****, ****", new SecretRedactor(new ApiKey("abcd12345efgh"), OfPassword("abcd12345")).RedactMessage("abcd12345efgh, abcd12345"));

    [Theory]
    [InlineData("abc", "abc", "abc")]
    [InlineData("abcd", "abcd", "****")]
    [InlineData("pass", "pass, passport, pass", "****, passport, ****")]
    [InlineData("abcdefgh", "xabcdefgh ABCDEFGH abcdefgh", "xabcdefgh ABCDEFGH ****")]
    [InlineData("abcdefghi", "xabcdefghi ABCDEFGHI", "x**** ****")]
    [InlineData("p&ss/word", "p&ss/word, p&amp;ss/word, p%26ss%2Fword", "****, ****, ****")]
    [InlineData("", "dXNlcjo=", "dXNlcjo=")]
    public void A_password_of_less_than_9_characters_is_masked_as_a_word_and_in_its_own_case(string password, string text, string expected) =>
        Assert.Equal(expected, new SecretRedactor(null, OfPassword(password)).RedactMessage(text));

    [Theory]
    [InlineData("http://user@proxy.example", "user")]
    [InlineData("http://proxy.example:8080", "8080")]
    public void An_address_of_a_proxy_without_a_password_has_no_secret(string address, string text) =>
        Assert.Equal(text, new SecretRedactor(null, new ProxySettings(new Uri(address), null)).RedactMessage(text));

    [Fact]
    public void A_password_in_the_address_of_the_service_and_a_typed_key_are_masked()
    {
        var redactor = new SecretRedactor(null, ProxySettings.System, ["  sk 12 "], new Uri("https://user:longpassword@own.example"));

        Assert.Equal("**** and ****", redactor.RedactMessage("longpassword and sk 12"));
    }

    [Theory]
    [InlineData("://u:p@h", "://****@h")]
    [InlineData("http://u:p@h and https://v@i", "http://****@h and https://****@i")]
    public void A_user_name_is_masked_in_every_address_of_a_message(string text, string expected) =>
        Assert.Equal(expected, OfKey(Key).RedactMessage(text));

    private static SecretRedactor OfKey(string key) => new(new ApiKey(key), ProxySettings.System);

    private static ProxySettings OfPassword(string password) => new(null, new NetworkCredential("user", password));
}
