using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MiniMax.Client.Responses;

/// <summary>
/// Distinguishes success from failure. The service reports errors inside HTTP 200 (<c>base_resp</c>); gateways in front of it
/// respond with other shapes, with HTML, with text or with an empty body.
/// </summary>
internal sealed class ResponseReader(ServiceAddress address, SecretRedactor redactor, TimeProvider time)
{
    private static readonly string[] s_traceHeaders = ["Trace-Id", "minimax-request-id", "x-mm-request-id", "alb_request_id", "x-request-id"];

    /// <summary>Reads a successful response; any other one is an error.</summary>
    public async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, ApiRequest request, CancellationToken cancellationToken)
        where T : ApiResponse
    {
        int status = (int)response.StatusCode;
        bool isSuccess = status is >= 200 and <= 299;
        int limit = isSuccess ? request.MaxResponseBytes : Math.Min(request.MaxResponseBytes, ApiRequest.MaxErrorBytes);
        (T? body, string? problem) = await ParseAsync(response, type, limit, cancellationToken).ConfigureAwait(false);
        int? code = body?.BaseResponse?.Code;
        if (code is { } apiCode and not 0)
        {
            throw CreateApiError(response, ApiStatus.FromApiCode(apiCode), apiCode, body!.BaseResponse!.StatusMessage.Value, body);
        }

        if (!isSuccess)
        {
            string? text = body?.Error?.Message ?? body?.BaseResponse?.StatusMessage.Value ?? body?.Message.Value;
            int? inner = ApiStatus.FindCode(text);
            throw CreateApiError(response, inner is { } known ? ApiStatus.FromApiCode(known) : request.MapStatus(status), inner, text, body);
        }

        if (body is null)
        {
            throw InvalidResponse(response, problem!);
        }

        if (body.Error is not null || body.Type.Value == "error")
        {
            string? text = body.Error?.Message ?? body.Error?.Type;
            int? inner = ApiStatus.FindCode(text);
            // Stryker disable once unary: neither -1 nor 1 is a code of the service.
            throw CreateApiError(response, ApiStatus.FromApiCode(inner ?? -1), inner, text, body);
        }

        if (code is null && !body.HasData)
        {
            string said = ServerText.Clean(body.Message.Value, redactor).TrimEnd('.');
            throw InvalidResponse(response, said.Length > 0 ? ClientText.Format(ClientStrings.DataIsMissingWithMessage, said) : ClientStrings.DataIsMissing);
        }

        return body;
    }

    /// <summary>The error for a success without the required data.</summary>
    public MiniMaxException InvalidResponse(HttpResponseMessage response, string what) =>
        InvalidResponse(address.Host, (int)response.StatusCode, GetTraceId(response), what);

    public static MiniMaxException InvalidResponse(string host, int status, string? traceId, string what) => new(
        ErrorIds.InvalidResponse,
        ClientText.Format(ClientStrings.UnusableResponse, host, status, what),
        RemedyCode.Default)
    {
        HttpStatus = status,
        Host = host,
        TraceId = traceId,
        IsTransient = true,
        IsOutcomeUnknown = true,
    };

    /// <summary>The trace ID of a response: the first header of those that the service and its gateways use, or the one in its body.</summary>
    public string? GetTraceId(HttpResponseMessage response, LenientText inBody = default) =>
        s_traceHeaders
            .Select(name => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(",", values) : null)
            .Append(inBody.Value)
            .Select(id => ServerText.Clean(id, redactor))
            .FirstOrDefault(id => id.Length > 0);

    private async Task<(T? Body, string? Problem)> ParseAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, int limit, CancellationToken cancellationToken)
        where T : ApiResponse
    {
        if (response.Content.Headers.ContentLength == 0)
        {
            return (null, ClientStrings.BodyIsEmpty);
        }

        if (DescribeEncoding(response) is { } encoded)
        {
            return (null, encoded);
        }

        if (response.Content.Headers.ContentLength > limit)
        {
            return (null, ClientText.Format(ClientStrings.BodyTooLarge, limit));
        }

        using var content = new LimitedContent(response.Content, limit);
        try
        {
            T? body = await content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false);
            // Stryker disable once conditional: the problem is used only if the body is null.
            return (body, body is null ? ClientStrings.BodyIsNull : null);
        }
        catch (JsonException)
        {
            string? mediaType = response.Content.Headers.ContentType?.MediaType;
            return (null, content.IsEmpty ? ClientStrings.BodyIsEmpty : mediaType is null or "application/json" ? ClientStrings.NotExpectedJson : ClientText.Format(ClientStrings.NotJson, ServerText.Clean(mediaType, redactor)));
        }
        catch (InvalidDataException)
        {
            return (null, ClientText.Format(ClientStrings.BodyTooLarge, limit));
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or DecoderFallbackException)
        {
            return (null, ClientStrings.TextEncodingUnknown);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !response.IsSuccessStatusCode)
        {
            // A server that closes the connection after an early response may discard the body. The status counts without it.
            return (null, null);
        }
    }

    /// <summary>The problem of a compressed body, which was not requested; null without compression.</summary>
    public string? DescribeEncoding(HttpResponseMessage response)
    {
        string encoding = ServerText.Clean(string.Join(", ", response.Content.Headers.ContentEncoding), redactor);
        return encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase) ? null : ClientText.Format(ClientStrings.ContentEncodingNotSupported, encoding);
    }

    private MiniMaxException CreateApiError(HttpResponseMessage response, ApiStatus status, int? code, string? text, ApiResponse? body)
    {
        int http = (int)response.StatusCode;
        string said = ServerText.Clean(text, redactor);
        string number = code is null ? $"HTTP {http}" : http == 200 ? ClientText.Format(ClientStrings.ApiCode, code) : ClientText.Format(ClientStrings.ApiCodeAndHttp, code, http);
        string message = said.Length > 0 ? ClientText.Format(ClientStrings.ServiceResponded, address.Host, said.TrimEnd('.'), number)
            : response.Headers.Location is { IsAbsoluteUri: true } location ? ClientText.Format(ClientStrings.ServiceRedirected, address.Host, number, location.Host)
            : ClientText.Format(ClientStrings.ServiceRespondedWith, address.Host, number);
        message = body?.Names is { } names ? ClientText.Format(ClientStrings.ResponseAlsoNames, message, names) : message;
        bool isRegional = status.ErrorId is ErrorIds.AuthenticationFailed or ErrorIds.InvalidApiKey;
        Region? otherRegion = isRegional ? address.OtherRegion : null;
        message = otherRegion is { } region ? ClientText.Format(ClientStrings.KeyOfOneRegion, message, region, ServiceAddress.Of(region).Host)
            : isRegional ? ClientText.Format(ClientStrings.KeyOfOwnRegion, message, ServiceAddress.Of(Region.Global).Host, ServiceAddress.Of(Region.China).Host)
            : message;
        var error = new MiniMaxException(status.ErrorId, message, status.Advice)
        {
            ApiCode = code,
            HttpStatus = http,
            Host = address.Host,
            TraceId = GetTraceId(response, body?.RequestId ?? default),
            IsTransient = status.IsTransient,
            RetryAfter = RetryAfter(response),
            // A gateway that failed may have forwarded the request. A code of the service inside HTTP 200 means that
            // it rejected the request, unless the response also contains the result.
            IsOutcomeUnknown = (code is null && http is >= 500 or 408) || (code is not null && http >= 500 && status.IsTransient) || status.ErrorId == ErrorIds.RequestTimeout || body?.HasData == true,
        };
        return otherRegion is { } other ? error.WithTrailingAdvice(message, RemedyCode.TryOtherRegion, other) : error;
    }

    // RFC 9110, section 10.2.3: seconds, or a date by the clock of the server.
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        if (header?.Delta is { } delta)
        {
            return delta;
        }

        if (header?.Date is { } date)
        {
            TimeSpan wait = date - (response.Headers.Date ?? time.GetUtcNow());
            // Stryker disable once equality: at zero, both branches return zero.
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }

        // A fraction of a second is not a valid value, but some gateways send it.
        // Stryker disable once linq: an existing header has a value.
        return response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
