using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>Where a program ends.</summary>
internal enum Point
{
    None,

    /// <summary>The step is noted in the visit store, the journal has nothing.</summary>
    Noted,

    /// <summary>The journal has the intent, nothing was sent.</summary>
    Intended,

    /// <summary>The journal has the answer, the visit store has not.</summary>
    Answered,
}

/// <summary>A step that is done by a program which may end in the middle of it, on the store and the journal of a bench.</summary>
internal sealed class Run
{
    private readonly Bench _bench;
    private readonly string _step;
    private readonly int _sentBefore;
    private SettlementTrial? _trial;

    private Run(Bench bench, string step, string code)
    {
        _bench = bench;
        _step = step;
        Code = code;
        _sentBefore = bench.Center.Codes.Count;
    }

    /// <summary>Number of the step's message.</summary>
    internal string Code { get; }

    internal Point DieAt { get; set; }

    /// <summary>The visit before the step, and as it has to be after it.</summary>
    internal string Before { get; private set; } = "";

    internal string After { get; private set; } = "";

    internal IReadOnlyList<string> Sent => _bench.Center.Codes.Skip(_sentBefore).Where(c => c == Code).ToList();

    private bool IsStay => Code[0] == '2' && Code[1] is '3' or '4';

    internal static async Task<Run> PrepareAsync(Bench bench, string step)
    {
        // The same step on a bench of its own shows how the visit has to be afterwards.
        using var other = new Bench();
        var model = new Run(other, step, "");
        await model.ReadyAsync();
        await model.DoAgainAsync();

        var ready = new Run(bench, step, "");
        await ready.ReadyAsync();
        return new Run(bench, step, CodeOf(step))
        {
            _trial = ready._trial,
            Before = await PictureAsync(bench, IsStayStep(step)),
            After = await PictureAsync(other, IsStayStep(step)),
        };
    }

    internal Task<string> PictureAsync() => PictureAsync(_bench, IsStay);

    internal async Task<VisitStatus> StatusAsync() => (await VisitAsync()).Status;

    internal async Task<VisitDoubt?> DoubtAsync() => (await StatusAsync()).Doubt;

    internal async Task<InsuredVisit> VisitAsync() => (await FindAsync(_bench, IsStay))!;

    /// <summary>The step, tried by a program that lives.</summary>
    internal async Task<VisitRefusal?> AskAsync() => await OutpatientStateTests.RefusalOfAsync(DoAgainAsync);

    /// <summary>The step by a program that ends at <see cref="DieAt"/>: from then on it reaches neither store nor journal.</summary>
    internal async Task DieAsync()
    {
        var dead = false;
        var journal = new MortalJournal(_bench.Journal, () => dead);
        var store = new MortalStore(_bench.Store) { IsDead = () => dead };
        switch (DieAt)
        {
            case Point.Noted:
                store.AfterSave = () => dead = true;
                break;
            case Point.Intended:
                journal.AfterIntent = () => dead = true;
                break;
            case Point.Answered:
                journal.AfterConclusion = () => dead = true;
                break;
        }

        using var client = _bench.Client(journal);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await DoAsync(new OutpatientDesk(client, store, journal, _bench.Options), new InpatientDesk(client, store, journal, _bench.Options));
            throw new InvalidOperationException("The program should have ended, but where it ended the desk went on");
        });
        Assert.True(dead);
    }

    internal Task DoAgainAsync() => DoAsync(_bench.Outpatients, _bench.Inpatients);

    private static bool IsStayStep(string step) => step is "Admit" or "Change" or "StayCharge" or "StayDelete" or "Discharge" or "CancelDischarge" or "StaySettle" or "StayRefund" or "CancelAdmission" or "UploadAttribute";

    private static string CodeOf(string step) => step switch
    {
        "Register" => "2201",
        "Inform" => "2203",
        "Charge" => "2204",
        "DeleteCharges" => "2205",
        "Settle" => "2207",
        "Refund" => "2208",
        "CancelRegistration" => "2202",
        "Admit" => "2401",
        "Change" => "2403",
        "StayCharge" => "2301",
        "StayDelete" => "2302",
        "Discharge" => "2402",
        "CancelDischarge" => "2405",
        "StaySettle" => "2304",
        "StayRefund" => "2305",
        "CancelAdmission" => "2404",
        "UploadAttribute" => "2406",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step),
    };

    private async Task ReadyAsync()
    {
        switch (_step)
        {
            case "Inform":
                await _bench.RegisteredAsync();
                break;
            case "Charge":
                await _bench.InformedAsync();
                break;
            case "DeleteCharges" or "CancelRegistration":
                await _bench.ChargedAsync();
                break;
            case "Settle":
                _trial = (await _bench.TriedAsync()).Trial;
                break;
            case "Refund":
                await _bench.SettledAsync();
                break;
            case "Change" or "StayCharge" or "CancelAdmission" or "UploadAttribute":
                await _bench.AdmittedAsync();
                break;
            case "StayDelete" or "Discharge":
                await (await _bench.AdmittedAsync()).ChargeAsync(Bench.StayLines(2));
                break;
            case "CancelDischarge":
                await _bench.DischargedAsync();
                break;
            case "StaySettle":
                _trial = await (await _bench.DischargedAsync()).TrialAsync(Bench.Trial());
                break;
            case "StayRefund":
                await _bench.SettledStayAsync();
                break;
        }
    }

    private async Task DoAsync(OutpatientDesk outpatients, InpatientDesk inpatients)
    {
        if (_step == "Register")
        {
            await outpatients.RegisterAsync(await _bench.OpeningAsync(), Bench.Registration());
            return;
        }

        if (_step == "Admit")
        {
            await inpatients.AdmitAsync(await _bench.OpeningAsync("IP1"), Bench.Admission());
            return;
        }

        if (IsStayStep(_step))
        {
            await DoAsync((await inpatients.FindAsync("IP1"))!);
        }
        else
        {
            await DoAsync((await outpatients.FindAsync("OP1"))!);
        }
    }

    private Task DoAsync(OutpatientVisit visit) => _step switch
    {
        "Inform" => visit.InformAsync(Bench.Information()),
        "Charge" => visit.ChargeAsync("B1", Bench.Lines(2)),
        "DeleteCharges" => visit.DeleteChargesAsync(),
        "Settle" => visit.SettleAsync(Bench.Order(_trial!)),
        "Refund" => visit.RefundAsync(),
        _ => visit.CancelRegistrationAsync(),
    };

    private Task DoAsync(InpatientStay stay) => _step switch
    {
        "Change" => stay.ChangeAsync(Bench.Change()),
        "StayCharge" => stay.ChargeAsync(Bench.StayLines(2)),
        "StayDelete" => stay.DeleteChargesAsync(["1001"]),
        "Discharge" => stay.DischargeAsync(Bench.Discharge()),
        "CancelDischarge" => stay.CancelDischargeAsync(),
        "StaySettle" => stay.SettleAsync(Bench.Order(_trial!)),
        "StayRefund" => stay.RefundAsync(),
        "UploadAttribute" => stay.UploadAttributeAsync(Bench.Patient, Bench.Attribute()),
        _ => stay.CancelAdmissionAsync(),
    };

    private static async Task<InsuredVisit?> FindAsync(Bench bench, bool isStay)
        => isStay ? await bench.Inpatients.FindAsync("IP1") : await bench.Outpatients.FindAsync("OP1");

    /// <summary>What a HIS sees of the visit, and its lines; nothing that differs from run to run.</summary>
    private static async Task<string> PictureAsync(Bench bench, bool isStay)
    {
        if (await FindAsync(bench, isStay) is not { } visit)
        {
            return "New ||| lines ";
        }

        var status = visit.Status;
        var lines = await bench.Store.LinesAsync(status.Id, null);
        var live = status.Settlements.Where(s => s.IsLive).Select(s => s.MessageId).ToList();
        return status.State + " " + status.CenterVisitId + "|" + (status.State == VisitState.New ? "" : status.MedType)
            + "|" + string.Join(";", status.Unsettled.Select(b => b.Number + " " + b.Lines.ToString(CultureInfo.InvariantCulture) + " " + b.Total.ToString("0.00", CultureInfo.InvariantCulture)))
            + "|" + string.Join(";", status.Settlements.Select(s => s.SettlementId + " " + s.Fate + " " + s.Total.ToString("0.00", CultureInfo.InvariantCulture)))
            + " lines " + string.Join(";", lines.OrderBy(l => l.Serial, StringComparer.Ordinal).Select(l => l.Serial + (l.IsAtCenter ? "" : " on its way") + (live.Contains(l.SettledBy) ? " settled" : "")));
    }
}
