namespace MiniMax;

/// <summary>The two regions of the service. A key belongs to one of them and is rejected by the other.</summary>
public enum Region
{
    /// <summary><c>https://api.minimax.io</c></summary>
    Global,

    /// <summary><c>https://api.minimax.cn</c></summary>
    China,
}
