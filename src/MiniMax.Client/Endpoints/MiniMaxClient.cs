using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace MiniMax.Client.Endpoints;

/// <summary>
/// The endpoints, one request per call. Every failure is a <see cref="MiniMaxException"/>; a call that its caller
/// cancels ends with <see cref="OperationCanceledException"/>. Each endpoint has its own file in <c>Endpoints</c>.
/// </summary>
public sealed partial class MiniMaxClient
{
    private static readonly ProductInfoHeaderValue s_userAgent = new("MiniMaxPowerShell", typeof(MiniMaxClient).Assembly.GetName().Version?.ToString(3));

    private readonly HttpClient _http;
    private readonly ApiKey _key;
    private readonly SecretRedactor _redactor;
    private readonly ResponseReader _reader;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <summary>Creates a client of one host, without a request.</summary>
    /// <param name="http">The HTTP client; it must not follow redirects and must have no timeout.</param>
    /// <param name="address">The only host that receives the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="timeout">The timeout of one attempt, from the connection to the end of the response.</param>
    /// <param name="proxy">The proxy of <paramref name="http"/>, whose password is masked in messages; null for the system proxy.</param>
    /// <param name="time">The clock for timeouts and dates; null for the system clock.</param>
    public MiniMaxClient(HttpClient http, ServiceAddress address, ApiKey key, TimeSpan timeout, ProxySettings? proxy = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _http = http;
        _key = key;
        _timeout = timeout;
        Address = address;
        _redactor = new SecretRedactor(key, proxy ?? ProxySettings.System, systemProxy: HttpClientPool.SystemProxy);
        _reader = new ResponseReader(address, _redactor, _time);
    }

    /// <summary>The address of the service.</summary>
    public ServiceAddress Address { get; }

    /// <summary>Distinguishes the account from others at this host without revealing its key.</summary>
    internal string Account => _key.Fingerprint(Address);

    /// <summary>Masks the connection's secrets in a text from a file.</summary>
    internal string Redact(string text) => _redactor.RedactMessage(text);

    internal MiniMaxException Redact(MiniMaxException error) => _redactor.Redact(error);

    private Task<TResult> SendAsync<TBody, TResult>(
        ApiRequest request,
        JsonTypeInfo<TBody> type,
        Func<TBody, HttpResponseMessage, TResult> read,
        CancellationToken cancellationToken)
        where TBody : ApiResponse =>
        ExchangeAsync(request, async (response, cancellation) =>
            read(await _reader.ReadAsync(response, type, request, cancellation).ConfigureAwait(false), response), cancellationToken);

    private Task<TResult> ExchangeAsync<TResult>(
        ApiRequest request,
        Func<HttpResponseMessage, CancellationToken, Task<TResult>> read,
        CancellationToken cancellationToken) =>
        ExchangeAsync(
            () =>
            {
                var message = new HttpRequestMessage(request.Method, Address.Endpoint(request.Endpoint)) { Content = request.Content?.Invoke() };
                message.Headers.Authorization = _key.ToAuthorization();
                if (request.Header is { } header)
                {
                    message.Headers.Add(header.Name, header.Value);
                }

                message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                return message;
            },
            read,
            request.CanHaveTakenEffect,
            cancellationToken);

    private async Task<TResult> ExchangeAsync<TResult>(
        Func<HttpRequestMessage> create,
        Func<HttpResponseMessage, CancellationToken, Task<TResult>> read,
        Func<bool> canHaveTakenEffect,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = _time.CreateTimeout(_timeout);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (true)
        {
            using HttpRequestMessage message = create();
            message.Headers.UserAgent.Add(s_userAgent);
            message.Headers.ExpectContinue = false;
            try
            {
                using HttpResponseMessage response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
                return await read(response, attempt.Token).ConfigureAwait(false);
            }
            catch (MiniMaxException e)
            {
                throw _redactor.Redact(e);
            }
#if NET
            catch (HttpRequestException e) when (e.InnerException is IncompleteRequestException)
            {
                // Nothing was sent, and the pool discards this connection.
            }
#endif
            catch (Exception e)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw _redactor.Redact(TransportFailure.Classify(e, message.RequestUri!.Authority, Address.OlderName, _timeout, timeout.IsCancellationRequested, canHaveTakenEffect(), _redactor));
            }
        }
    }
}
