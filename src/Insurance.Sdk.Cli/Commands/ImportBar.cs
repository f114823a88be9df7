using System;
using System.Globalization;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>How far an import is: in a console one line that is written over, elsewhere a line for every tenth of a file.</summary>
internal sealed class ImportBar : IProgress<CatalogueProgress>, IDisposable
{
    private const int Places = 30;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private long _started;
    private long _drawn;
    private long _bytes;
    private long _tenth;
    private bool _isOpen;

    private ImportBar(Terminal terminal)
    {
        _terminal = terminal;
        Begin();
    }

    /// <summary>The bar, or null where a program reads along and nobody looks at a console.</summary>
    internal static ImportBar? For(Terminal terminal, bool json) => json && !terminal.IsInteractive ? null : new ImportBar(terminal);

    /// <summary>Told on the importing thread, one report after the other; a download comes with one file after the other.</summary>
    public void Report(CatalogueProgress value)
    {
        if (value.Bytes < _bytes)
        {
            End();
            Begin();
        }

        _bytes = value.Bytes;
        var isWhole = value.Bytes >= value.BytesInAll;
        if (_terminal.IsInteractive)
        {
            if (isWhole || !_isOpen || _terminal.Time.GetElapsedTime(_drawn) >= Between)
            {
                _drawn = _terminal.Time.GetTimestamp();
                _isOpen = true;
                _terminal.Overwrite(Text(value, Places));
            }

            return;
        }

        var tenth = isWhole ? 10 : value.BytesInAll is > 0 and var all ? value.Bytes * 10 / all : 0;
        if (tenth > _tenth)
        {
            _tenth = tenth;
            _ = _terminal.TellAsync(Text(value, 10));
        }
    }

    public void Dispose() => End();

    private void Begin()
    {
        (_bytes, _tenth) = (0, 0);
        _started = _terminal.Time.GetTimestamp();
    }

    private void End()
    {
        if (_isOpen)
        {
            _isOpen = false;
            _ = _terminal.TellAsync("");
        }
    }

    private string Text(CatalogueProgress value, int places)
    {
        var share = value.BytesInAll is > 0 and var all ? Math.Min(1, (double)value.Bytes / all) : 0;
        var done = (int)(share * places);
        var seconds = _terminal.Time.GetElapsedTime(_started).TotalSeconds;
        var rate = seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $", {value.Rows / seconds:N0} rows/s") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{value.Catalogue} [{new string('#', done)}{new string('.', places - done)}] {share * 100:0} %, {value.Rows:N0} rows{rate}");
    }
}
