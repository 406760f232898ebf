using MiniMax.Tests.Support;

namespace MiniMax.Tests.Client;

/// <summary>Errors in the settings of a voice, which are reported before a request.</summary>
public class VoiceRuleTests
{
    private static readonly string s_long = new('a', 61);

    [Theory]
    [InlineData("abcdefgh")]
    [InlineData("Narrator-01")]
    [InlineData("zZaA_-09")]
    [InlineData("a-------Z")]
    public void A_valid_voice_ID_is_accepted(string id) => VoiceRules.ThrowIfInvalid(new VoiceCloneRequest { FileId = 1, VoiceId = id });

    [Fact]
    public void A_voice_ID_can_have_256_characters_and_no_more()
    {
        VoiceRules.ThrowIfInvalid(new VoiceCloneRequest { VoiceId = new string('a', 256) });

        var error = Refused(new VoiceCloneRequest { VoiceId = new string('a', 257) });

        Assert.Equal($"The voice ID '{new string('a', 59)}…' has 257 characters; 8 to 256 are allowed.", error.Message);
        Assert.Equal("Choose another -VoiceId, for example voice-speaker01.", error.RemedyAt<NewMiniMaxVoiceCommand>());
    }

    public static TheoryData<string, string, string> BadIds() => new()
    {
        { "", "'' has 0 characters; 8 to 256 are allowed", "voice-speaker01" },
        { "Anna", "'Anna' has 4 characters; 8 to 256 are allowed", "voice-anna-01" },
        { "abcdefg", "'abcdefg' has 7 characters; 8 to 256 are allowed", "voice-abcdefg-01" },
        { "0123456789", "'0123456789' begins with '0'; it must begin with an English letter", "voice-speaker01" },
        { "1narrator2", "'1narrator2' begins with '1'; it must begin with an English letter", "voice-narrator2-01" },
        { "_narrator", "'_narrator' begins with '_'; it must begin with an English letter", "voice-narrator-01" },
        { "@narrator", "'@narrator' begins with '@'; it must begin with an English letter", "voice-narrator-01" },
        { "[narrator", "'[narrator' begins with '['; it must begin with an English letter", "voice-narrator-01" },
        { "`narrator", "'`narrator' begins with '`'; it must begin with an English letter", "voice-narrator-01" },
        { "{narrator", "'{narrator' begins with '{'; it must begin with an English letter", "voice-narrator-01" },
        { "erzähler-01", "'erzähler-01' contains 'ä'; only English letters, digits, - and _ are allowed", "voice-erzhler01-01" },
        { "narrator/01", "'narrator/01' contains '/'; only English letters, digits, - and _ are allowed", "voice-narrator01-01" },
        { "narrator/9", "'narrator/9' contains '/'; only English letters, digits, - and _ are allowed", "voice-narrator9-01" },
        { "narrator:01", "'narrator:01' contains ':'; only English letters, digits, - and _ are allowed", "voice-narrator01-01" },
        { "narrator-", "'narrator-' ends with '-'; it must end with a letter or a digit", "voice-narrator-01" },
        { "narrator_", "'narrator_' ends with '_'; it must end with a letter or a digit", "voice-narrator-01" },
        { new string('a', 59) + "-", $"'{new string('a', 59)}-' ends with '-'; it must end with a letter or a digit", "voice-speaker01" },
        { s_long + "-", $"'{new string('a', 59)}…' ends with '-'; it must end with a letter or a digit", "voice-speaker01" },
        { new string('a', 40) + "-", $"'{new string('a', 40)}-' ends with '-'; it must end with a letter or a digit", $"voice-{new string('a', 40)}-01" },
        { new string('a', 41) + "-", $"'{new string('a', 41)}-' ends with '-'; it must end with a letter or a digit", "voice-speaker01" },
    };

    [Theory]
    [MemberData(nameof(BadIds))]
    public void An_invalid_voice_ID_is_rejected_with_the_reason_and_a_suggestion(string id, string what, string example)
    {
        var error = Refused(new VoiceCloneRequest { VoiceId = id });

        Assert.Equal($"The voice ID {what}.", error.Message);
        Assert.Equal($"Choose another -VoiceId, for example {example}.", error.RemedyAt<NewMiniMaxVoiceCommand>());
        VoiceRules.ThrowIfInvalid(new VoiceCloneRequest { VoiceId = example });
    }

    [Theory]
    [InlineData("", "The transcript of the prompt audio is empty.", "Specify the exact transcript of the prompt audio in -PromptText.")]
    [InlineData(" \n", "The transcript of the prompt audio is empty.", "Specify the exact transcript of the prompt audio in -PromptText.")]
    [InlineData("Hello", "The transcript of the prompt audio ends with 'o'; it must end with punctuation.", "End -PromptText with a punctuation mark, such as a period.")]
    [InlineData("Hello. 😀 ", "The transcript of the prompt audio ends with '😀'; it must end with punctuation.", "End -PromptText with a punctuation mark, such as a period.")]
    [InlineData("Cafe\u0301", "The transcript of the prompt audio ends with 'e\u0301'; it must end with punctuation.", "End -PromptText with a punctuation mark, such as a period.")]
    public void A_transcript_without_the_end_of_a_sentence_is_rejected(string text, string message, string remedy)
    {
        var error = Refused(new VoiceCloneRequest { VoiceId = "narrator-01", Prompt = new VoiceClonePrompt(1, text) });

        Assert.Equal(message, error.Message);
        Assert.Equal(remedy, error.RemedyAt<NewMiniMaxVoiceCommand>());
    }

    [Theory]
    [InlineData("Hello.")]
    [InlineData("你好。 ")]
    [InlineData("!")]
    public void A_transcript_that_ends_a_sentence_is_accepted(string text) =>
        VoiceRules.ThrowIfInvalid(new VoiceCloneRequest { VoiceId = "narrator-01", Prompt = new VoiceClonePrompt(1, text) });

    [Fact]
    public void Texts_have_the_limits_of_the_service()
    {
        VoiceRules.ThrowIfInvalid(new VoiceCloneRequest { VoiceId = "narrator-01", Text = new string('x', 1000), Model = "m", ValidationText = new string('x', 200) });

        var text = Refused(new VoiceCloneRequest { VoiceId = "narrator-01", Text = new string('x', 1003), Model = "m" });
        var validation = Refused(new VoiceCloneRequest { VoiceId = "narrator-01", ValidationText = new string('x', 201) });

        Assert.Equal("The preview text has 1003 characters; the limit is 1000.", text.Message);
        Assert.Equal("Shorten -Text to at most 1000 characters.", text.RemedyAt<NewMiniMaxVoiceCommand>());
        Assert.Equal("The validation text has 201 characters; the limit is 200.", validation.Message);
        Assert.Equal("Shorten -ValidationText to at most 200 characters.", validation.RemedyAt<NewMiniMaxVoiceCommand>());
    }

    [Fact]
    public void A_preview_requires_a_model_and_a_model_requires_no_preview()
    {
        VoiceRules.ThrowIfInvalid(new VoiceCloneRequest { VoiceId = "narrator-01", Model = "m" });

        var error = Refused(new VoiceCloneRequest { VoiceId = "narrator-01", Text = "Hello." });

        Assert.Equal("A preview requires a model.", error.Message);
        Assert.Equal("Specify -Model, for example speech-2.8-hd, or omit -Text.", error.RemedyAt<NewMiniMaxVoiceCommand>());
    }

    [Fact]
    public void Models_languages_and_purposes_for_completion_are_those_of_the_vendor()
    {
        Assert.Equal(
            "speech-2.8-hd speech-2.8-turbo speech-2.6-hd speech-2.6-turbo speech-02-hd speech-02-turbo speech-01-hd speech-01-turbo",
            string.Join(' ', VoiceRules.Models));
        Assert.Equal(
            "auto Chinese Chinese,Yue English Afrikaans Arabic Bulgarian Catalan Croatian Czech Danish Dutch Filipino Finnish French German Greek Hebrew Hindi Hungarian Indonesian Italian Japanese Korean Malay Norwegian Nynorsk Persian Polish Portuguese Romanian Russian Slovak Slovenian Spanish Swedish Tamil Thai Turkish Ukrainian Vietnamese",
            string.Join(' ', VoiceRules.Languages));
        Assert.Equal("prompt_audio voice_clone t2a_async_input", string.Join(' ', FilePurpose.Known));
    }

    private static MiniMaxException Refused(VoiceCloneRequest clone)
    {
        var error = Assert.Throws<MiniMaxException>(() => VoiceRules.ThrowIfInvalid(clone));

        Assert.Equal("InvalidParameters", error.ErrorId);
        return error;
    }
}
