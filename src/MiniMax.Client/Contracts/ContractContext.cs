using System.Text.Json.Serialization;

namespace MiniMax.Client.Contracts;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiResponse))]
[JsonSerializable(typeof(FileResponse))]
[JsonSerializable(typeof(FileListResponse))]
[JsonSerializable(typeof(DeleteFileRequest))]
[JsonSerializable(typeof(DeleteFileResponse))]
[JsonSerializable(typeof(VoiceCloneRequest))]
[JsonSerializable(typeof(CloneVoiceResponse))]
[JsonSerializable(typeof(ListVoicesRequest))]
[JsonSerializable(typeof(ListVoicesResponse))]
[JsonSerializable(typeof(DeleteVoiceRequest))]
[JsonSerializable(typeof(DeleteVoiceResponse))]
[JsonSerializable(typeof(SpeechRequest))]
[JsonSerializable(typeof(SynthesizeSpeechResponse))]
[JsonSerializable(typeof(TranscribeResponse))]
internal sealed partial class ContractContext : JsonSerializerContext;
