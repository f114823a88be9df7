using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>How changes are brought to the center.</summary>
public sealed class MappingChangeOptions
{
    /// <summary>Tells how many fees with the old pair are not settled yet; null where the program cannot tell. More than none stops the change before anything is sent.</summary>
    public Func<ItemMapping, CancellationToken, Task<int>>? CountUnsettledFees { get; set; }

    /// <summary>True goes on although fees are not settled: a person decided so.</summary>
    public bool IgnoreUnsettledFees { get; set; }

    /// <summary>True brings a change to the center before the first day of its new pair, so that the item has no code there until then. A person decided so.</summary>
    public bool RunBeforeFirstDay { get; set; }

    /// <summary>How long after a lost answer 1317 is believed: a message may still be worked at the center when the connection is gone. Two minutes.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Clock; times are China's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
