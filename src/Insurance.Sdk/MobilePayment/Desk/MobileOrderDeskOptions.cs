using System;

namespace Insurance.Sdk.MobilePayment;

/// <summary>How the desk works. The defaults are what public clients report.</summary>
public sealed class MobileOrderDeskOptions
{
    /// <summary>How long a patient's authorisation is taken. Default 15 minutes.</summary>
    public TimeSpan AuthorizationLife { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long revsToken is good. Default one hour.</summary>
    public TimeSpan ReversalTokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a command may be under way at the platform: only after it does "the order still stands as before" mean that nothing happened. Longer than the time limit of a call. Default 2 minutes; no source states it.</summary>
    public TimeSpan SettlingTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>True lets <see cref="MobileOrderDesk.PollAsync"/> revoke (6401) uploads that nobody paid before their authorisation lapsed, so that no visit stays locked. Default false.</summary>
    public bool RevokeLapsed { get; set; }

    internal MobileOrderDeskOptions Checked(TimeSpan callTimeout)
    {
        Hold(AuthorizationLife > TimeSpan.Zero, nameof(AuthorizationLife), "more than nothing");
        Hold(ReversalTokenLife > TimeSpan.Zero, nameof(ReversalTokenLife), "more than nothing");
        Hold(SettlingTime > callTimeout, nameof(SettlingTime), "longer than the time limit of a call (timeoutSeconds)");
        return this;
    }

    private static void Hold(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new ConfigurationException("mobileOrders." + name, "must be " + rule);
        }
    }
}
