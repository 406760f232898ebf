namespace System.Runtime.CompilerServices;

/// <summary>What the compiler marks an <c>init</c> accessor with; .NET Standard 2.0 does not have it.</summary>
internal static class IsExternalInit;
