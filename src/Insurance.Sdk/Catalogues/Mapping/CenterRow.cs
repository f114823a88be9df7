namespace Insurance.Sdk.Catalogues;

/// <summary>Checks of a dated row that a center sent: what is missing is told once, nothing throws.</summary>
internal struct CenterRow
{
    private readonly bool _isWithdrawn;

    internal CenterRow(string? valiFlag, ChinaTime? begin, ChinaTime? end)
    {
        _isWithdrawn = valiFlag?.Trim() == "0";
        Problem = null;
        Interval = default;
        if (_isWithdrawn)
        {
            return;
        }

        if (begin is not { } from)
        {
            Problem = "begndate is missing";
        }
        else if (end is { } last && EffectiveInterval.DayOf(last) < EffectiveInterval.DayOf(from))
        {
            Problem = "enddate lies before begndate";
        }
        else
        {
            Interval = new EffectiveInterval(from, end);
        }
    }

    internal readonly bool IsUsable => !_isWithdrawn && Problem is null;

    internal string? Problem { get; private set; }

    internal EffectiveInterval Interval { get; }

    internal string Text(string field, string? value)
    {
        Refuse(string.IsNullOrWhiteSpace(value), field + " is missing");
        return value?.Trim() ?? "";
    }

    internal decimal Number(string field, decimal? value)
    {
        Refuse(value is null, field + " is missing");
        Refuse(value < 0, field + " is below 0");
        return value ?? 0;
    }

    internal void Refuse(bool isWrong, string problem)
    {
        if (isWrong && !_isWithdrawn)
        {
            Problem ??= problem;
        }
    }
}
