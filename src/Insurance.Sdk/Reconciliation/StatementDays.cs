using System;
using System.Collections.Generic;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Days and flags of a statement as 3201 and 3202 share them.</summary>
internal static class StatementDays
{
    /// <summary>The day's first second. A place that wants a time in the field (format in the corrections) gets the right one.</summary>
    internal static ChinaTime First(ChinaTime day) => day.Value.Date;

    /// <summary>The day's last second.</summary>
    internal static ChinaTime Last(ChinaTime day) => day.Value.Date.AddDays(1).AddSeconds(-1);

    /// <summary>fixmedins_refd_setl_flag is demanded in Hunan and unknown elsewhere: it goes out only where its absence breaks a rule.</summary>
    internal static void SendWhereRequired(ClientInside inside, Operation operation, StandardRequest request, Action set)
    {
        List<ValidationError> findings = inside.Check(operation, request, new CallOptions());
        if (findings.Exists(f => f.Field == "fixmedins_refd_setl_flag" && f.Rule == "required" && !f.IsWarning))
        {
            set();
        }
    }
}
