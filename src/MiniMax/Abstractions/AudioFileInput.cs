using System.Collections.ObjectModel;

namespace MiniMax.Abstractions;

/// <summary>Resolves -Path, -LiteralPath and -InputObject of a cmdlet to regular files that exist, and rejects every other input.</summary>
internal sealed class AudioFileInput(PSCmdlet cmdlet, Action<FileInfo> process, Action<ErrorRecord> reject)
{
    public const string PathSet = "Path";
    public const string LiteralPathSet = "LiteralPath";
    public const string InputObjectSet = "InputObject";

    public void Add(string[] paths, string[] literalPaths, FileInfo[] files)
    {
        switch (cmdlet.ParameterSetName)
        {
            case InputObjectSet:
                Array.ForEach(files, AddFile);
                break;
            case LiteralPathSet:
                Array.ForEach(literalPaths, AddLiteralPath);
                break;
            default:
                Array.ForEach(paths, AddPath);
                break;
        }
    }

    private void AddPath(string path)
    {
        if (FilePathTransformationAttribute.Find(path) is { } piped)
        {
            AddFile(piped);
            return;
        }

        try
        {
            Collection<string> resolved = PathResolver.ResolveWildcards(cmdlet, path);
            if (resolved.Count == 0)
            {
                RejectNotFound(path, null);
            }

            foreach (string file in resolved)
            {
                AddFile(new FileInfo(file));
            }
        }
        catch (ItemNotFoundException e)
        {
            RejectNotFound(path, e);
        }
        catch (MiniMaxException e)
        {
            reject(ErrorRecordFactory.From(cmdlet, e, path, null));
        }
    }

    private void AddLiteralPath(string path)
    {
        try
        {
            AddFile(FilePathTransformationAttribute.Find(path) ?? new FileInfo(PathResolver.ResolveLiteral(cmdlet, path)));
        }
        catch (MiniMaxException e)
        {
            reject(ErrorRecordFactory.From(cmdlet, e, path, null));
        }
    }

    private void AddFile(FileInfo file)
    {
        if (AudioFileTransformationAttribute.FindNameless(file) is { } nameless)
        {
            reject(ErrorRecordFactory.From(cmdlet, AudioFileTransformationAttribute.Nameless(nameless), nameless, null));
            return;
        }

        try
        {
            RegularFile.Require(file.FullName, cmdlet.InvokeProvider);
        }
        catch (MiniMaxException e)
        {
            reject(ErrorRecordFactory.From(cmdlet, e, file));
            return;
        }

        process(file);
    }

    private void RejectNotFound(string path, Exception? cause)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            // The error of the literal path says more: a link without a target, a folder that cannot be entered.
            AddLiteralPath(path);
            return;
        }

        var error = new MiniMaxException(ErrorIds.FileNotFound, Remedies.Format(Strings.NoFileMatches, path), Strings.CheckPattern, cause);
        reject(ErrorRecordFactory.From(cmdlet, error, path, null));
    }
}
