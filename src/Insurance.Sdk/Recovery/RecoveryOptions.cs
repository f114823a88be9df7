using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Recovery;

/// <summary>How recovery works. The defaults suit a hospital; <see cref="Comparer"/> and <see cref="Books"/> are needed to find lost settlements.</summary>
public sealed class RecoveryOptions
{
    /// <summary>Name of this program in leases and in the journal's events; at most 40 characters. A name of its own by default.</summary>
    public string Owner { get; set; } = "recovery-" + Guid.NewGuid().ToString("N").Substring(0, 12);

    /// <summary>What recovery may do where a call says nothing else. Default: ask only.</summary>
    public RecoveryAim Aim { get; set; } = RecoveryAim.Adopt;

    /// <summary>Lets the center compare settlements row by row (9101, 3202, 9102): the only published way to find a settlement whose answer was lost. Null: settlements are left to a person, or reversed by the msgid.</summary>
    public IDetailComparer? Comparer { get; set; }

    /// <summary>The hospital's settlements, for the comparison.</summary>
    public ISettlementBooks? Books { get; set; }

    /// <summary>Amounts of the hospital's own books that single queries want ($books.x of the behavior data), such as medfee_sumamt of a whole stay. Gives null where the books do not know.</summary>
    public Func<string, JournalEntry, CancellationToken, Task<decimal?>>? BooksAmount { get; set; }

    /// <summary>How long the center may take to show what it has booked, counted from the end of the call: only after it does "not there" count. Default 5 minutes.</summary>
    public TimeSpan SettlingTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Least time between two looks for one record. Default 30 seconds.</summary>
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time between two looks; what nobody decides is asked for this often. Default one hour.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far the clocks of hospital and center may differ. Default 10 minutes.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a program may hold a record; longer than the time limit of a call. Null: three limits and a minute.</summary>
    public TimeSpan? Lease { get; set; }

    /// <summary>Most queries for one lost message of many lines. Default 200.</summary>
    public int MostQuestions { get; set; } = 200;

    /// <summary>Words by which a refusal says that something is undone already. No source publishes the texts, these are guesses; where a query exists it is asked before they are believed.</summary>
    public IList<string> AlreadyUndoneTexts { get; } = new List<string> { "已撤销", "已经撤销", "已取消", "已退费", "已冲正", "重复撤销", "重复退费", "重复冲正", "已删除" };

    /// <summary>Clearing offices and types (setl_optins, clr_type) in which a settlement is looked for where neither its trial nor the books say where it belongs.</summary>
    public IList<(string ClearingOffice, string ClearingType)> Scopes { get; } = new List<(string, string)>();

    internal RecoveryOptions Checked(TimeSpan callTimeout)
    {
        Hold(Owner is { Length: >= 1 and <= 40 }, nameof(Owner), "1 to 40 characters");
        Hold(SettlingTime >= TimeSpan.Zero, nameof(SettlingTime), "not negative");
        Hold(AskAgainAfter > TimeSpan.Zero && AskAgainAfter <= LongestWait, nameof(AskAgainAfter), "more than nothing and at most LongestWait");
        Hold(ClockTolerance >= TimeSpan.Zero && ClockTolerance < TimeSpan.FromDays(1), nameof(ClockTolerance), "less than a day");
        Hold(Lease is null || Lease > callTimeout, nameof(Lease), "longer than the time limit of a call (timeoutSeconds)");
        Hold(MostQuestions >= 1, nameof(MostQuestions), "at least 1");
        Hold((Comparer is null) == (Books is null), nameof(Comparer), "given together with Books: a comparison needs both");
        return this;
    }

    private static void Hold(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new ConfigurationException("recovery." + name, "must be " + rule);
        }
    }
}
