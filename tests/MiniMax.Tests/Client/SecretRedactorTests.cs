using System.Net;
using System.Text;
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
    [InlineData("folded in the middle", "sk-abc.01234567\r\n 89DEFGHIJKLMN")]
    [InlineData("Base64 with spaces", "c 2 s t Y W J j L j A x M j M 0 N T Y 3 O D l E R U Z H S E l K S 0 x N T g = =")]
    [InlineData("Base64 in lines", "c2stYWJjLjAxMjM0NTY3\r\nODlERUZHSElKS0xNTg==")]
    [InlineData("hexadecimal in lines", "736b2d6162632e303132\r\n33343536373839444546\r\n4748494a4b4c4d4e")]
    [InlineData("hexadecimal, UTF-16", "73006b002d006100620063002e0030003100320033003400350036003700380039004400450046004700480049004a004b004c004d004e00")]
    [InlineData("percent-encoded, cut at the end", "%73%6B%2D%61%62%63%2E%30%31%32%33%34%35%36%37%38%39%44%45%46%47%48%49%4A%4B%4C%4D")]
    [InlineData("percent-encoded with spaces", "%73 %6B %2D %61 %62 %63 %2E %30 %31 %32 %33 %34 %35 %36 %37 %38 %39 %44 %45 %46 %47 %48 %49 %4A %4B %4C %4D %4E")]
    [InlineData("JSON, cut at the beginning", @"\u006b\u002d\u0061\u0062\u0063\u002e\u0030\u0031\u0032\u0033\u0034\u0035\u0036\u0037\u0038\u0039\u0044\u0045\u0046\u0047\u0048\u0049\u004a\u004b\u004c\u004d\u004e")]
    [InlineData("C string, octal", @"\163\153\055\141\142\143\056\060\061\062\063\064\065\066\067\070\071\104\105\106\107\110\111\112\113\114\115\116")]
    [InlineData("quoted-printable in lines", "sk-abc.0123=\r\n456789DEF=\r\nGHIJKLMN")]
    [InlineData("HTML without semicolons", "&#115 &#107 &#45 &#97 &#98 &#99 &#46 &#48 &#49 &#50 &#51 &#52 &#53 &#54 &#55 &#56 &#57 &#68 &#69 &#70 &#71 &#72 &#73 &#74 &#75 &#76 &#77 &#78")]
    [InlineData("JSON with braces", @"\u{73}\u{6b}\u{2d}\u{61}\u{62}\u{63}\u{2e}\u{30}\u{31}\u{32}\u{33}\u{34}\u{35}\u{36}\u{37}\u{38}\u{39}\u{44}\u{45}\u{46}\u{47}\u{48}\u{49}\u{4a}\u{4b}\u{4c}\u{4d}\u{4e}")]
    [InlineData("C string, 32 bits", @"\U00000073\U0000006b\U0000002d\U00000061\U00000062\U00000063\U0000002e\U00000030\U00000031\U00000032\U00000033\U00000034\U00000035\U00000036\U00000037\U00000038\U00000039\U00000044\U00000045\U00000046\U00000047\U00000048\U00000049\U0000004a\U0000004b\U0000004c\U0000004d\U0000004e")]
    [InlineData("code points", @"U+0073 U+006B U+002D U+0061 U+0062 U+0063 U+002E U+0030 U+0031 U+0032 U+0033 U+0034 U+0035 U+0036 U+0037 U+0038 U+0039 U+0044 U+0045 U+0046 U+0047 U+0048 U+0049 U+004A U+004B U+004C U+004D U+004E")]
    [InlineData("percent-encoded in JavaScript", "%u0073%u006b%u002d%u0061%u0062%u0063%u002e%u0030%u0031%u0032%u0033%u0034%u0035%u0036%u0037%u0038%u0039%u0044%u0045%u0046%u0047%u0048%u0049%u004a%u004b%u004c%u004d%u004e")]
    [InlineData("HTML twice", "&amp;#115;&amp;#107;&amp;#45;&amp;#97;&amp;#98;&amp;#99;&amp;#46;&amp;#48;&amp;#49;&amp;#50;&amp;#51;&amp;#52;&amp;#53;&amp;#54;&amp;#55;&amp;#56;&amp;#57;&amp;#68;&amp;#69;&amp;#70;&amp;#71;&amp;#72;&amp;#73;&amp;#74;&amp;#75;&amp;#76;&amp;#77;&amp;#78;")]
    [InlineData("with control sequences", "sk-a\u001B[0mbc.0\u001B[0m1234\u001B[0m5678\u001B[0m9DEF\u001B[0mGHIJ\u001B[0mKLMN")]
    [InlineData("in tags", "sk-<br>abc<br>.01<br>234<br>567<br>89D<br>EFG<br>HIJ<br>KLM<br>N")]
    [InlineData("with line ends of a C string", @"sk-ab\r\nc.012\r\n34567\r\n89DEF\r\nGHIJK\r\nLMN")]
    [InlineData("with letters that are invisible", "sk-\u3164abc.0123\u115F456\u034F789\u2800DEFG\uFE0FHIJK\U000E0041LMN")]
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

    [Fact]
    public void In_bytes_as_DotNET_prints_a_malformed_response_only_the_key_is_masked()
    {
        const string Bytes = "7B-22-65-72-72-6F-72-22-3A-22-42-65-61-72-65-72-20-73-6B-2D-61-62-63-2E-30-31-32-33-34-35-36-37-38-39-44-45-46-47-48-49-4A-4B-4C-4D-4E-22-7D";

        Assert.Equal("7B-22-65-72-72-6F-72-22-3A-22-42-65-61-72-65-72-20-****-22-7D", OfKey("sk-abc.0123456789DEFGHIJKLMN").Redact(Bytes));
    }

    [Fact]
    public void Pieces_of_a_key_between_other_text_are_masked_if_they_are_enough_together()
    {
        const string Dump = "00000010  73 6b 2d 61  |sk-abc.0123|\n00000020  35 36 37 38  |456789DEFG|";

        Assert.Equal("00000010  73 6b 2d 61  |****|\n00000020  35 36 37 38  |****|", OfKey("sk-abc.0123456789DEFGHIJKLMN").Redact(Dump));
        Assert.Equal("|****| and |****|", OfKey("sk-abc.0123456789DEFGHIJKLMN").Redact("|sk-abc.0123456789| and |FGHIJKLMN|"));
        Assert.Equal("|sk-abc.0123| and |sk-abc.0123|", OfKey("sk-abc.0123456789DEFGHIJKLMN").Redact("|sk-abc.0123| and |sk-abc.0123|"));
    }

    [Theory]
    [InlineData(40, " ", false)]
    [InlineData(16, ", ", false)]
    [InlineData(5, "\r\n\t", false)]
    [InlineData(76, "\r\n", true)]
    public void Every_piece_of_a_long_key_is_masked(int length, string separator, bool isBase64)
    {
        var key = string.Concat(Enumerable.Range(1000, 180));
        var whole = isBase64 ? Convert.ToBase64String(Encoding.ASCII.GetBytes(key)) : key;

        Assert.Equal("a **** b", OfKey(key).Redact($"a {string.Join(separator, whole.Chunk(length).Select(c => new string(c)))} b"));
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
        Assert.Equal("**** and **** and ****", new SecretRedactor(null, new ProxySettings(new Uri(proxy), null)).RedactMessage(text));

    [Theory]
    [InlineData("Basic without padding", "am9lOlMzY3JldC1TdzByZGZpc2g")]
    [InlineData("Basic, cut at the end", "am9lOlMzY3JldC1TdzByZGZp")]
    [InlineData("Basic with spaces", "a m 9 l O l M z Y 3 J l d C 1 T d z B y Z G Z p c 2 g")]
    [InlineData("Basic in a header", "am9lOlMzY3JldC1TdzByZGZpc2g=")]
    [InlineData("Base64 of the password", "UzNjcmV0LVN3MHJkZmlzaA")]
    [InlineData("hexadecimal", "5333637265742d537730726466697368")]
    [InlineData("hexadecimal of both", "6a6f653a5333637265742d537730726466697368")]
    [InlineData("hexadecimal of Basic", "616d396c4f6c4d7a59334a6c64433154647a42795a475a706332673d")]
    [InlineData("with spaces", "S 3 c r e t - S w 0 r d f i s h")]
    [InlineData("with commas", "S3cret,-Sw0,rdfish")]
    [InlineData("percent-encoded", "%53%33%63%72%65%74%2D%53%77%30%72%64%66%69%73%68")]
    [InlineData("JSON", @"\u0053\u0033\u0063\u0072\u0065\u0074\u002d\u0053\u0077\u0030\u0072\u0064\u0066\u0069\u0073\u0068")]
    public void A_password_is_masked_in_every_form_in_which_a_proxy_repeats_it(string form, string text)
    {
        var masked = new SecretRedactor(null, new ProxySettings(new Uri("http://joe:S3cret-Sw0rdfish@proxy.example"), null)).RedactMessage($"{form}: '{text}', and '{text}'.");

        Assert.Matches(@"^[^']*: '[^']{0,9}\*\*\*\*[^']{0,9}', and '[^']{0,9}\*\*\*\*[^']{0,9}'\.$", masked);
        Assert.DoesNotContain(text.Substring(text.Length / 2, 4), masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("S3cret-Sw0rdfish", "S3cret-Sw0rd and joe")]
    [InlineData("voice-clone-1", "the purpose voice_clone")]
    public void A_message_with_a_part_of_the_password_is_not_masked(string password, string text) =>
        Assert.Equal(text, new SecretRedactor(null, new ProxySettings(new Uri($"http://joe:{password}@proxy.example"), null)).RedactMessage(text));

    [Theory]
    [InlineData("minimax")]
    [InlineData("voice-clone-1")]
    public void A_value_from_the_service_is_not_masked_for_the_password_of_a_proxy(string password) =>
        Assert.Equal($"{password}.wav", new SecretRedactor(new ApiKey("abcd12345"), new ProxySettings(new Uri($"http://joe:{password}@proxy.example"), null)).Redact($"{password}.wav"));

    [Fact]
    public void The_password_of_the_system_proxy_is_masked_wherever_it_comes_from()
    {
        var system = new WebProxy("http://proxy.example") { Credentials = new NetworkCredential("joe", "S3cret-Sw0rdfish") };

        Assert.Equal("**** and ****", new SecretRedactor(null, ProxySettings.System, systemProxy: system).RedactMessage("S3cret-Sw0rdfish and am9lOlMzY3JldC1TdzByZGZpc2g="));
    }

    [Theory]
    [InlineData("http://only-a-token@proxy.example", "only-a-token and b25seS1hLXRva2VuOg==")]
    [InlineData("http://u:p%C3%A4ssword@proxy.example", "p\u00E4ssword and p??ssword")]
    public void A_token_and_a_password_beyond_ASCII_are_masked_as_the_system_sends_and_prints_them(string proxy, string text) =>
        Assert.Equal("**** and ****", new SecretRedactor(null, new ProxySettings(new Uri(proxy), null)).RedactMessage(text));

    [Fact]
    public void The_Base64_form_of_a_credential_can_include_the_domain()
    {
        var redactor = new SecretRedactor(null, new ProxySettings(null, new NetworkCredential("u", "PwSecret4711", "dom")));

        Assert.Equal("**** and ****", redactor.RedactMessage("ZG9tXHU6UHdTZWNyZXQ0NzEx and dTpQd1NlY3JldDQ3MTE="));
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

        Assert.Equal("a passport for ****, ****", redactor.RedactMessage("a passport for pass, dXNlcjpwYXNz"));
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
