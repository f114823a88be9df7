using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Recovery;

/// <summary>The values that a query's input and a rule's conditions may name, for one line of a lost request.</summary>
internal sealed class Facts
{
    private readonly LostCall _lost;
    private readonly RecordTree _line;
    private readonly KeptSteps _kept;
    private readonly RecoveryOptions _options;
    private readonly string _area;
    private readonly RecordTree? _found;
    private readonly bool _looksFurther;

    /// <summary>Creates it.</summary>
    /// <param name="lost">The call.</param>
    /// <param name="line">The line that is meant; the whole request where it has none.</param>
    /// <param name="kept">Earlier steps.</param>
    /// <param name="options">Where the books' amounts come from.</param>
    /// <param name="area">mdtrtarea_admvs of the client.</param>
    internal Facts(LostCall lost, RecordTree line, KeptSteps kept, RecoveryOptions options, string area)
        : this(lost, line, kept, options, area, null, false)
    {
    }

    private Facts(LostCall lost, RecordTree line, KeptSteps kept, RecoveryOptions options, string area, RecordTree? found, bool looksFurther)
    {
        _lost = lost;
        _line = line;
        _kept = kept;
        _options = options;
        _area = area;
        _found = found;
        _looksFurther = looksFurther;
    }

    /// <summary>The same, where $x is also looked for in what the center showed and in the call's own answer: for a call that takes back. Never in earlier steps: their settlement is another one.</summary>
    internal Facts Further(RecordTree? found) => new(_lost, _line, _kept, _options, _area, found, true);

    internal Facts Of(RecordTree line) => new(_lost, line, _kept, _options, _area, _found, _looksFurther);

    /// <summary>The value; null where it is not known.</summary>
    internal async Task<string?> ValueAsync(Source source, CancellationToken cancellationToken)
    {
        if (source.IsText)
        {
            return source.Name;
        }

        if (source.Function == "sum")
        {
            return _lost.Request.Sum(source.Name)?.ToString(CultureInfo.InvariantCulture);
        }

        var value = source.Room switch
        {
            "header" => Header(source.Name),
            "kept" => await _kept.FindAsync(source.Name, cancellationToken).ConfigureAwait(false),
            "books" => _options.BooksAmount is { } books
                ? (await books(source.Name, _lost.Entry, cancellationToken).ConfigureAwait(false))?.ToString(CultureInfo.InvariantCulture)
                : null,
            "answer" => null,
            _ => _line.Near(source.Name) ?? (_looksFurther ? _found?.Above(source.Name) ?? _lost.Output.Deep(source.Name) : null),
        };
        if (source.Function.Length == 0 || value is null)
        {
            return value;
        }

        return ChinaTime.TryParse(value, out var time)
            ? time.ToString(source.Function switch { "day" => "yyyy-MM-dd", "dayStart" => "yyyy-MM-dd 00:00:00", _ => "yyyy-MM-dd 23:59:59" }, CultureInfo.InvariantCulture)
            : null;
    }

    private string? Header(string name)
    {
        var text = name switch
        {
            "msgid" => _lost.Entry.MessageId,
            "infno" => _lost.Entry.Code,
            "inf_time" => ((ChinaTime)_lost.Entry.IntendedAt).ToString(),
            "fixmedins_code" => _lost.Entry.InstitutionCode,
            "insuplc_admdvs" => _lost.Entry.InsuredArea,
            "mdtrtarea_admvs" => _area,
            _ => throw new FormatException("The behavior data know no header field " + name),
        };
        return text.Length > 0 ? text : null;
    }
}
