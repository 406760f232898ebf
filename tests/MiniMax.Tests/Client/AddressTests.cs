using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>Addresses in the forms that users paste, and the key that is sent to them.</summary>
public class AddressTests
{
    [Theory]
    [InlineData("api.minimax.io", "https://api.minimax.io/", "api.minimax.io", Region.Global, Region.China)]
    [InlineData("  https://API.MiniMax.io/v1/  ", "https://api.minimax.io/", "api.minimax.io", Region.Global, Region.China)]
    [InlineData("https://api.minimaxi.com/V1", "https://api.minimaxi.com/", "api.minimaxi.com", Region.China, Region.Global)]
    [InlineData("https://api-bj.minimaxi.com", "https://api-bj.minimaxi.com/", "api-bj.minimaxi.com", Region.China, Region.Global)]
    [InlineData("https://api-uw.minimax.io/v1", "https://api-uw.minimax.io/", "api-uw.minimax.io", Region.Global, Region.China)]
    [InlineData("api.minimax.cn", "https://api.minimax.cn/", "api.minimax.cn", Region.China, Region.Global)]
    [InlineData("https://own.example:8443/minimax/v1/?a=b#c", "https://own.example:8443/minimax/", "own.example:8443", null, null)]
    [InlineData("own.example/minimax/V1", "https://own.example/minimax/", "own.example", null, null)]
    [InlineData("https://own.example/xv1", "https://own.example/xv1/", "own.example", null, null)]
    [InlineData("https://own.example/v1/more", "https://own.example/v1/more/", "own.example", null, null)]
    [InlineData("https://own.example:443", "https://own.example/", "own.example", null, null)]
    [InlineData("http://localhost:5000/", "http://localhost:5000/", "localhost:5000", null, null)]
    [InlineData("HTTP://127.0.0.1", "http://127.0.0.1/", "127.0.0.1", null, null)]
    [InlineData("http://[::1]:81", "http://[::1]:81/", "[::1]:81", null, null)]
    public void An_address_is_accepted_as_users_paste_it(string text, string expected, string host, Region? region, Region? other)
    {
        var address = ServiceAddress.Parse(text);

        Assert.Equal(expected, address.BaseUri.AbsoluteUri);
        Assert.Equal(expected.TrimEnd('/'), address.ToString());
        Assert.Equal(host, address.Host);
        Assert.Equal(region, address.Region);
        Assert.Equal(other, address.OtherRegion);
        Assert.Equal(expected + "v1/files/list?purpose=a", address.Endpoint("files/list?purpose=a").AbsoluteUri);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("https://", "https://")]
    [InlineData(" https://a b", "https://a b")]
    [InlineData("https://user:pa ss@a b", "a b")]
    [InlineData("file:///c", "file:///c")]
    [InlineData("api.minimax.io:99999", "api.minimax.io:99999")]
    public void Text_that_is_not_an_address_is_named_without_its_password(string text, string named)
    {
        var error = Assert.Throws<MiniMaxException>(() => ServiceAddress.Parse(text));

        Assert.Equal("InvalidParameters", error.ErrorId);
        Assert.Equal($"'{named}' is not a valid base address.", error.Message);
        Assert.Equal("Specify the origin of the service in MINIMAX_BASE_URL, for example https://api.minimax.io.", error.RemedyAt(null));
    }

    [Theory]
    [InlineData("http://own.example:81/v1", "The address http://own.example:81 would send the API key or recordings unencrypted.", "own.example:81")]
    [InlineData("http://[::127.0.0.1]:81", "The address http://[::127.0.0.1]:81 would send the API key or recordings unencrypted.", "[::127.0.0.1]:81")]
    [InlineData("ftp://127.0.0.1", "The address ftp://127.0.0.1 uses ftp instead of https.", "127.0.0.1")]
    public void An_address_without_encryption_is_rejected(string text, string message, string host)
    {
        var error = Assert.Throws<MiniMaxException>(() => ServiceAddress.Parse(text));

        Assert.Equal("InsecureAddress", error.ErrorId);
        Assert.Equal(message, error.Message);
        Assert.Equal("Use https. The module accepts http only for loopback addresses (127.0.0.1, ::1, localhost).", error.RemedyAt(null));
        Assert.Equal(host, error.Host);
    }

    [Theory]
    [InlineData("https://me:secret@own.example")]
    [InlineData("https://me:12/secret@own.example")]
    [InlineData("https://me:12#secret@own.example")]
    [InlineData("me:12?secret@own.example")]
    public void A_user_name_in_an_address_is_rejected_and_not_repeated(string text)
    {
        var error = Assert.Throws<MiniMaxException>(() => ServiceAddress.Parse(text));

        Assert.Equal("InsecureAddress", error.ErrorId);
        Assert.Equal("The base address for own.example contains a user name or password.", error.Message);
        Assert.Equal("Remove the user name and the password. The service accepts only an API key.", error.RemedyAt(null));
    }

    [Fact]
    public void A_Uri_without_a_scheme_is_parsed_as_text()
    {
        Assert.Equal("https://own.example/base/", ServiceAddress.From(new Uri("own.example/base/v1", UriKind.Relative)).BaseUri.AbsoluteUri);
        Assert.Equal("https://own.example/base/", ServiceAddress.From(new Uri("https://own.example/base/v1")).BaseUri.AbsoluteUri);
    }

    [Fact]
    public void Null_arguments_are_rejected()
    {
        Assert.Throws<ArgumentNullException>("text", () => ServiceAddress.Parse(null!));
        Assert.Throws<ArgumentNullException>("uri", () => ServiceAddress.From(null!));
        Assert.Throws<ArgumentNullException>("value", () => new ApiKey(null!));
    }

    [Theory]
    [InlineData("https://api.minimaxi.com", "https://api.minimax.cn")]
    [InlineData("https://api-bj.minimaxi.com/", "https://api.minimax.cn")]
    [InlineData("https://api.minimax.cn", "https://api.minimax.cn")]
    [InlineData("https://api.minimax.io", "https://api.minimax.io")]
    [InlineData("https://api.minimaxi.com:8443", "https://api.minimaxi.com:8443")]
    [InlineData("https://own.example/minimax", "https://own.example/minimax")]
    public void A_checkpoint_with_an_older_name_of_a_host_applies_to_the_new_name(string written, string expected)
    {
        Assert.Equal(expected, ServiceAddress.NameInCheckpoint(written));
        Assert.Equal(expected, ServiceAddress.Parse(written).CheckpointName);
    }

    [Theory]
    [InlineData(Region.Global, "https://api.minimax.io")]
    [InlineData(Region.China, "https://api.minimax.cn")]
    public void A_region_has_its_address(Region region, string expected)
    {
        Assert.Equal(expected, ServiceAddress.Of(region).ToString());
        Assert.Equal(region, ServiceAddress.Of(region).Region);
    }

    [Theory]
    [InlineData("a", "****")]
    [InlineData("123456789012345", "****")]
    [InlineData("1234567890123456", "****3456")]
    [InlineData("  sk-0123456789abcdef \r\n", "****cdef")]
    [InlineData("!~aaaaaaaaaaaa!~", "****aa!~")]
    public void A_key_is_shown_as_its_mask(string value, string mask)
    {
        var key = new ApiKey(value);

        Assert.Equal(mask, key.Mask);
        Assert.Equal(mask, key.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void An_empty_key_is_rejected(string value)
    {
        var error = Assert.Throws<ArgumentException>(nameof(value), () => new ApiKey(value));

        Assert.StartsWith("The API key is empty.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\u001fb")]
    [InlineData("a\u007fb")]
    [InlineData("schlüssel")]
    public void A_key_that_a_header_cannot_contain_is_rejected_and_not_repeated(string value)
    {
        var error = Assert.Throws<ArgumentException>(nameof(value), () => new ApiKey(value));

        Assert.StartsWith("The API key contains a space, a control character, or a non-ASCII character. Copy it again from the account page.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiKeyMissing", true)]
    [InlineData("InsecureAddress", true)]
    [InlineData("AuthenticationFailed", true)]
    [InlineData("InvalidApiKey", true)]
    [InlineData("InsufficientBalance", true)]
    [InlineData("CheckpointUnusable", true)]
    [InlineData("QuotaExceeded", false)]
    [InlineData("RateLimited", false)]
    [InlineData("ServerError", false)]
    [InlineData("FileNotFound", false)]
    public void Errors_that_affect_every_request_are_fatal(string id, bool isFatal) =>
        Assert.Equal(isFatal, new MiniMaxException(id, "It failed.", "Do something.").IsFatal);

    [Fact]
    public void The_test_of_a_runbook_can_create_an_error()
    {
        var cause = new IOException();

        Assert.Equal("The service reported an error.", new MiniMaxException().Message);
        Assert.Equal(("ApiError", ""), (new MiniMaxException().ErrorId, new MiniMaxException().Remedy));
        Assert.Equal(("ApiError", "Oh.", ""), (new MiniMaxException("Oh.").ErrorId, new MiniMaxException("Oh.").Message, new MiniMaxException("Oh.").Remedy));
        Assert.Equal("", new MiniMaxException("Oh.", cause).Remedy);
        Assert.Same(cause, new MiniMaxException("Oh.", cause).InnerException);
    }
}
