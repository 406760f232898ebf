using System.Net;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

public class SecretRedactorTests
{
    [Theory]
    [InlineData("nothing of it", "nothing of it")]
    [InlineData("abcd12345", "****")]
    [InlineData("x abcd12345, ABCD12345 y", "x ****, **** y")]
    [InlineData("abcd12345abcd12345", "********")]
    public void A_key_is_masked_in_any_case_and_at_every_occurrence(string text, string expected) =>
        Assert.Equal(expected, OfKey("abcd12345").Redact(text));

    [Theory]
    [InlineData("ab/cd+12345&x", "ab%2Fcd%2B12345%26x and ab%2fcd%2b12345%26x")]
    [InlineData("ab/cd+12345&x", "ab/cd+12345&amp;x and ab/cd+12345&x")]
    public void A_key_is_masked_in_its_URL_and_HTML_encodings(string key, string text) =>
        Assert.Equal("**** and ****", OfKey(key).Redact(text));

    [Theory]
    [InlineData("plain", "sk-abc.0123456789DEFGHIJKLMN")]
    [InlineData("capitals", "SK-ABC.0123456789DEFGHIJKLMN")]
    [InlineData("Base64", "c2stYWJjLjAxMjM0NTY3ODlERUZHSElKS0xNTg==")]
    [InlineData("Base64 of Bearer and the key", "QmVhcmVyIHNrLWFiYy4wMTIzNDU2Nzg5REVGR0hJSktMTU4=")]
    [InlineData("Base64 of the key in JSON", "eyJrZXkiOiJzay1hYmMuMDEyMzQ1Njc4OURFRkdISUpLTE1OIn0=")]
    [InlineData("hexadecimal", "736b2d6162632e303132333435363738394445464748494a4b4c4d4e")]
    [InlineData("every byte percent-encoded", "%73%6B%2D%61%62%63%2E%30%31%32%33%34%35%36%37%38%39%44%45%46%47%48%49%4A%4B%4C%4D%4E")]
    [InlineData("some bytes percent-encoded", "sk%2dabc%2e0123456789DEFGHIJKLM%4e")]
    [InlineData("percent-encoded twice", "sk%252Dabc%252E0123456789DEFGHIJKLMN")]
    [InlineData("quoted-printable", "sk=2Dabc.0123456789DEFGHIJKLMN")]
    [InlineData("JSON", @"\u0073k-abc\u002e0123456789DEFGHIJKLMN")]
    [InlineData("JSON in JSON", @"\\u0073k-abc\\u002e0123456789DEFGHIJKLMN")]
    [InlineData("HTML", "&#115;k&#45;abc&#x2E;0123456789DEFGHIJKLMN")]
    [InlineData("bytes, as .NET prints a malformed response", "7B-22-65-72-72-6F-72-22-3A-22-42-65-61-72-65-72-20-73-6B-2D-61-62-63-2E-30-31-32-33-34-35-36-37-38-39-44-45-46-47-48-49-4A-4B-4C-4D-4E-22-7D")]
    [InlineData("bytes of the Base64 form", "63-32-73-74-59-57-4A-6A-4C-6A-41-78-4D-6A-4D-30-4E-54-59-33-4F-44-6C-45-52-55-5A-48-53-45-6C-4B-53-30-78-4E-54-67-3D-3D")]
    [InlineData("bytes with spaces", "73 6b 2d 61 62 63 2e 30 31 32 33 34 35 36 37 38 39 44 45 46 47 48 49 4a 4b 4c 4d 4e")]
    [InlineData("bytes with colons", "73:6b:2d:61:62:63:2e:30:31:32:33:34:35:36:37:38:39:44:45:46:47:48:49:4a:4b:4c:4d:4e")]
    [InlineData("bytes with commas", "0x73, 0x6b, 0x2d, 0x61, 0x62, 0x63, 0x2e, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e")]
    [InlineData("folded over lines", "sk-abc.01\r\n 2345678\t9DEFGHI JKLMN")]
    [InlineData("with invisible characters", "sk-abc.01\u200B234567\u00AD89DEFGHI\u2060JKLMN")]
    [InlineData("in a repeated header", "sk-abc.01,2345678, 9DEFGHI,JKLMN")]
    [InlineData("cut at the end", "sk-abc.0123456789DEF")]
    [InlineData("cut at the beginning", "0123456789DEFGHIJKLMN")]
    [InlineData("Base64, cut at the end", "c2stYWJjLjAxMjM0NTY3ODlERUZH")]
    public void A_key_is_masked_in_every_form_in_which_a_server_repeats_it(string form, string text)
    {
        var masked = OfKey("sk-abc.0123456789DEFGHIJKLMN").Redact($"{form}: '{text}', and '{text}'.");

        Assert.Matches(@"^[^']*: '[^']{0,19}\*\*\*\*[^']{0,9}', and '[^']{0,19}\*\*\*\*[^']{0,9}'\.$", masked);
        Assert.DoesNotContain(text.Substring(text.Length / 2, 4), masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sk-abc-interview.wav")]
    [InlineData("0123456789.wav")]
    [InlineData("LMN & 100 % = sk-abc")]
    public void A_name_that_shares_a_few_characters_with_the_key_is_not_masked(string name) =>
        Assert.Equal(name, OfKey("sk-abc.0123456789DEFGHIJKLMN").Redact(name));

    [Theory]
    [InlineData("*")]
    [InlineData("****")]
    [InlineData("a")]
    [InlineData("emulator")]
    public void A_key_that_is_too_short_does_not_mask_other_text(string key) =>
        Assert.Equal("a name of an emulator: * **** *****.wav", OfKey(key).Redact("a name of an emulator: * **** *****.wav"));

    [Theory]
    [InlineData("**********", "key ********** and ***********", "key **** and *****")]
    [InlineData("aaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa", "********aa")]
    public void A_key_of_one_character_is_masked_once(string key, string text, string expected) =>
        Assert.Equal(expected, OfKey(key).Redact(text));

    [Theory]
    [InlineData("http://user:s3cr%25t@proxy.example:8080", "s3cr%t and s3cr%25t and dXNlcjpzM2NyJXQ=")]
    [InlineData("http://user:longpassword@proxy.example", "LongPassword and longpassword and dXNlcjpsb25ncGFzc3dvcmQ=")]
    public void A_password_in_the_address_of_the_proxy_is_masked_plain_encoded_and_in_Base64(string proxy, string text) =>
        Assert.Equal("**** and **** and ****", new SecretRedactor(null, new ProxySettings(new Uri(proxy), null)).Redact(text));

    [Theory]
    [InlineData("http://only-a-token@proxy.example", "only-a-token and b25seS1hLXRva2VuOg==")]
    [InlineData("http://u:p%C3%A4ssword@proxy.example", "p\u00E4ssword and p??ssword")]
    public void A_token_and_a_password_beyond_ASCII_are_masked_as_the_system_sends_and_prints_them(string proxy, string text) =>
        Assert.Equal("**** and ****", new SecretRedactor(null, new ProxySettings(new Uri(proxy), null)).Redact(text));

    [Fact]
    public void The_Base64_form_of_a_credential_can_include_the_domain()
    {
        var redactor = new SecretRedactor(null, new ProxySettings(null, new NetworkCredential("u", "PwSecret4711", "dom")));

        Assert.Equal("**** and ****", redactor.Redact("ZG9tXHU6UHdTZWNyZXQ0NzEx and dTpQd1NlY3JldDQ3MTE="));
    }

    [Theory]
    [InlineData("73-6B-2D-61-62-63-2E-30-31-32")]
    [InlineData("a few, words, with, commas sk- abc")]
    public void Other_bytes_and_lists_are_not_masked(string text) =>
        Assert.Equal(text, OfKey("sk-abc.0123456789DEFGHIJKLMN").Redact(text));

    [Fact]
    public void A_short_password_is_masked_as_a_word_and_not_inside_one()
    {
        var redactor = new SecretRedactor(null, new ProxySettings(null, new NetworkCredential("user", "pass")));

        Assert.Equal("a passport for ****, ****", redactor.Redact("a passport for pass, dXNlcjpwYXNz"));
    }

    [Theory]
    [InlineData("to 'http://u:p@h:1/' and socks5://only@h", "to 'http://****@h:1/' and socks5://****@h")]
    [InlineData("https://host/path@x and mail@host", "https://host/path@x and mail@host")]
    public void Every_user_name_and_password_in_an_address_is_masked(string text, string expected) =>
        Assert.Equal(expected, OfKey("abcd12345").RedactMessage(text));

    [Fact]
    public void An_error_is_masked_with_all_its_causes_and_is_otherwise_unchanged()
    {
        var cause = new HttpRequestException(HttpRequestError.InvalidResponse, "b abcd12345", new ArgumentOutOfRangeException("abcd12345"), HttpStatusCode.Conflict);
        var error = new MiniMaxException(ErrorIds.ConnectionFailed, "a abcd12345", "x", new IOException("c", cause)) { TraceId = "abcd12345", Attempts = 3, IsTransient = true };

        var safe = ExceptionRewriter.Rewrite(error, OfKey("abcd12345").RedactMessage);

        Assert.DoesNotContain("abcd12345", safe.ToString() + safe.TraceId, StringComparison.Ordinal);
        Assert.Equal((ErrorIds.ConnectionFailed, "a ****", "x", "****", 3, true), (safe.ErrorId, safe.Message, safe.Remedy, safe.TraceId, safe.Attempts, safe.IsTransient));
        var http = Assert.IsType<HttpRequestException>(Assert.IsType<IOException>(safe.InnerException).InnerException);
        Assert.Equal("b ****", http.Message);
        Assert.StartsWith("ArgumentOutOfRangeException: ", Assert.IsType<InvalidOperationException>(http.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_masked_HTTP_error_keeps_its_status_and_kind()
    {
        Assert.SkipUnless(StagedModule.Framework == "net8.0", "The exception has neither in .NET Standard 2.0.");
        var cause = new HttpRequestException(HttpRequestError.InvalidResponse, "abcd12345", null, HttpStatusCode.Conflict);

        var safe = ExceptionRewriter.Rewrite(new MiniMaxException(ErrorIds.ConnectionFailed, "a", "b", cause), OfKey("abcd12345").RedactMessage);

        var http = Assert.IsType<HttpRequestException>(safe.InnerException);
        Assert.Equal((HttpStatusCode.Conflict, HttpRequestError.InvalidResponse), (http.StatusCode, http.HttpRequestError));
    }

    [Fact]
    public void An_error_without_secrets_is_the_same_object()
    {
        var error = new MiniMaxException(ErrorIds.ConnectionFailed, "a", "b", new IOException("c", new ArgumentException("d")));

        Assert.Same(error, ExceptionRewriter.Rewrite(error, OfKey("abcd12345").RedactMessage));
    }

    private static SecretRedactor OfKey(string key) => new(new ApiKey(key), ProxySettings.System);
}
