using System.Net;
using System.Text;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>A key of one region with the host of the other.</summary>
public class RegionTests
{
    [Theory]
    [InlineData(Region.Global, "api.minimax.io", "api.minimax.cn", "-Region China", 2049)]
    [InlineData(Region.China, "api.minimax.cn", "api.minimax.io", "-Region Global", 1004)]
    public async Task A_rejected_key_is_an_error_that_names_the_host_the_other_region_and_the_parameter(Region region, string host, string other, string parameter, int code)
    {
        using var http = new HttpClient(new Rejecting(code));
        var client = new MiniMaxClient(http, ServiceAddress.Of(region), new ApiKey("sk-0123456789abcdef"), TimeSpan.FromSeconds(10));

        var error = await Assert.ThrowsAsync<MiniMaxException>(() => client.ListFilesAsync("prompt_audio", TestContext.Current.CancellationToken));

        Assert.Equal(host, error.Host);
        Assert.Contains(host, error.Message, StringComparison.Ordinal);
        Assert.Contains(other, error.Message, StringComparison.Ordinal);
        Assert.Contains(parameter, error.RemedyAt<GetMiniMaxFileCommand>(), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-0123456789abcdef", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A server in place of the host of the service. It rejects the key, and repeats it.</summary>
    private sealed class Rejecting(int code) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$$"""{"base_resp":{"status_code":{{{code}}},"status_msg":"invalid api key {{{request.Headers.Authorization!.Parameter}}}"}}""", Encoding.UTF8, "application/json"),
            });
    }
}
