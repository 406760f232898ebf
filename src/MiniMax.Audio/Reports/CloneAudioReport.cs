namespace MiniMax;

/// <summary>The report on a recording to clone a voice from. It has the properties of the report on prompt audio, and other limits.</summary>
public sealed class CloneAudioReport : PromptAudioReport;
