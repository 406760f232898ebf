using System.Management.Automation;
using MiniMax.Emulator.Faults;
using MiniMax.Tests.Support;

namespace MiniMax.Tests.Cmdlets;

/// <summary>Each failed response is an error of the right kind, or is retried.</summary>
public class ResponseTests : ModuleTest
{
    [Theory]
    [InlineData("1008", "InsufficientBalance", ErrorCategory.QuotaExceeded, true)]
    [InlineData("1004", "AuthenticationFailed", ErrorCategory.AuthenticationError, true)]
    [InlineData("2049", "InvalidApiKey", ErrorCategory.AuthenticationError, true)]
    [InlineData("1026", "SensitiveContent", ErrorCategory.PermissionDenied, false)]
    [InlineData("1027", "SensitiveContent", ErrorCategory.PermissionDenied, false)]
    [InlineData("1028", "QuotaExceeded", ErrorCategory.QuotaExceeded, false)]
    [InlineData("1030", "QuotaExceeded", ErrorCategory.QuotaExceeded, false)]
    [InlineData("2056", "QuotaExceeded", ErrorCategory.QuotaExceeded, false)]
    [InlineData("2013", "InvalidParameters", ErrorCategory.InvalidArgument, false)]
    [InlineData("2038", "PermissionDenied", ErrorCategory.PermissionDenied, false)]
    [InlineData("2042", "PermissionDenied", ErrorCategory.PermissionDenied, false)]
    [InlineData("2061", "PermissionDenied", ErrorCategory.PermissionDenied, false)]
    [InlineData("1042", "ApiError", ErrorCategory.InvalidResult, false)]
    [InlineData("7777", "ApiError", ErrorCategory.InvalidResult, false)]
    public void A_permanent_code_inside_HTTP_200_is_an_error_at_once(string code, string id, ErrorCategory category, bool isFatal)
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = int.Parse(code, null) });

        var result = Run("Send-MiniMaxPromptAudio a.wav");

        var error = isFatal ? result.TerminatingError : result.OnlyError();
        Assert.Equal(id, RunResult.Id(error));
        Assert.Equal(category, error.CategoryInfo.Category);
        var exception = Assert.IsType<MiniMaxException>(error.Exception);
        Assert.Equal(int.Parse(code, null), exception.ApiCode);
        Assert.Equal(200, exception.HttpStatus);
        Assert.Equal(State.Requests[0].TraceId, exception.TraceId);
        Assert.Equal(Server.Address.Authority, exception.Host);
        Assert.Equal(1, exception.Attempts);
        Assert.False(exception.IsTransient);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Single(State.Requests);
    }

    [Theory]
    [InlineData("1000", "ServerError")]
    [InlineData("1001", "RequestTimeout")]
    [InlineData("1002", "RateLimited")]
    [InlineData("1013", "ServerError")]
    [InlineData("1024", "ServerError")]
    [InlineData("1033", "ServerError")]
    [InlineData("1039", "RateLimited")]
    [InlineData("1041", "RateLimited")]
    [InlineData("2045", "RateLimited")]
    public void A_transient_code_is_retried_and_then_an_error(string code, string id)
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = int.Parse(code, null) });

        var error = Run("Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 2").OnlyError();

        Assert.Equal(id, RunResult.Id(error));
        var exception = Assert.IsType<MiniMaxException>(error.Exception);
        Assert.Equal(3, exception.Attempts);
        Assert.True(exception.IsTransient);
        Assert.Equal(3, State.Requests.Count(r => r.Endpoint == "upload"));
    }

    public static TheoryData<int, AnswerBodyName, string> Statuses()
    {
        var data = new TheoryData<int, AnswerBodyName, string>();
        foreach (var body in Enum.GetValues<AnswerBodyName>())
        {
            data.Add(401, body, "AuthenticationFailed");
            data.Add(404, body, "ApiError");
            data.Add(413, body, "FileTooLarge");
            data.Add(429, body, "RateLimited");
            data.Add(500, body, "ServerError");
            data.Add(502, body, "ServerError");
            data.Add(503, body, "ServerError");
            data.Add(504, body, "ServerError");
            data.Add(408, body, "RequestTimeout");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void A_gateway_error_is_reported_with_its_HTTP_status_whatever_its_body(int status, AnswerBodyName body, string id)
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.HttpStatus, Status = status, Body = Enum.Parse<MiniMax.Emulator.Responses.ResponseBody>(body.ToString()) });

        var result = Run("Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 0");

        var error = status == 401 ? result.TerminatingError : result.OnlyError();
        Assert.Equal(id, RunResult.Id(error));
        Assert.Equal(status, Assert.IsType<MiniMaxException>(error.Exception).HttpStatus);
        Assert.Empty(State.Files);
    }

    [Theory]
    [InlineData("TruncatedJson", true)]
    [InlineData("TruncatedJson", false)]
    [InlineData("CutJson", true)]
    [InlineData("CutJson", false)]
    [InlineData("InvalidJson", true)]
    [InlineData("InvalidJson", false)]
    [InlineData("MissingFileId", true)]
    [InlineData("MissingFileId", false)]
    public void After_an_unusable_response_the_list_is_requested_and_the_file_is_stored_once(string fault, bool isStored)
    {
        NewRecording("a.wav");
        State.Faults.Add(FaultNames.Get(fault) with { Count = 1, Stored = isStored });

        var uploaded = Assert.Single(Run("Send-MiniMaxPromptAudio a.wav").Of<UploadedFile>());

        Assert.Equal(Assert.Single(State.Files).FileId, uploaded.FileId);
        Assert.Equal(isStored ? UploadOrigin.Recovered : UploadOrigin.Uploaded, uploaded.Origin);
        Assert.Equal(isStored ? 1 : 2, uploaded.Attempts);
    }

    [Fact]
    public void A_permanently_unusable_response_is_an_error()
    {
        NewRecording("a.wav");
        State.Faults.Add("MissingFileId");

        var error = Run("Send-MiniMaxPromptAudio a.wav -MaximumRetryCount 1").OnlyError();

        Assert.Equal("InvalidResponse", RunResult.Id(error));
        Assert.Equal(ErrorCategory.ProtocolError, error.CategoryInfo.Category);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public void A_redirect_is_not_followed(int status)
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.Redirect, Status = status, Location = new Uri(Server.Address, "/v1/files/elsewhere").AbsoluteUri });

        var error = Run("Send-MiniMaxPromptAudio a.wav").OnlyError();

        Assert.Equal("InvalidResponse", RunResult.Id(error));
        Assert.Single(State.Requests);
    }

    [Fact]
    public void A_text_of_the_server_is_shown_on_one_line_without_control_characters()
    {
        NewRecording("a.wav");
        State.Faults.Add(new FaultRule { Kind = FaultKind.ApiCode, Code = 2013, Message = "bad\r\n\u001b[31mname" });

        var error = Run("Send-MiniMaxPromptAudio a.wav").OnlyError();

        Assert.Contains("responded: bad [31mname (status 2013).", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_port_is_a_connection_error_that_names_the_host()
    {
        NewRecording("a.wav");

        var error = Run("Send-MiniMaxPromptAudio a.wav -BaseUri http://127.0.0.1:9 -MaximumRetryCount 1").OnlyError();

        Assert.Equal("ConnectionFailed", RunResult.Id(error));
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Equal(2, Assert.IsType<MiniMaxException>(error.Exception).Attempts);
        Assert.Contains("127.0.0.1:9", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The bodies of the emulator by name, because theories cannot use its internal type.</summary>
    public enum AnswerBodyName
    {
        Json,
        Html,
        Text,
        Empty,
    }
}
