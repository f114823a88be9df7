using System.Globalization;
using System.Threading;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>9001 sign-in and 9002 sign-out.</summary>
internal sealed class SessionHandlers
{
    private long _sequence;

    internal HandlerAnswer SignIn(CenterCall call)
    {
        var number = ChinaTime.Milliseconds(call.Now) + Interlocked.Increment(ref _sequence).ToString("D6", CultureInfo.InvariantCulture);
        using var batch = call.Begin();
        batch.Add(SessionBook.SignedIn(call.Row.Text("opter_no"), number));
        batch.Complete();
        return new HandlerAnswer(OutputWriter.One(call.Transaction, ("sign_time", ChinaTime.Seconds(call.Now)), ("sign_no", number)));
    }

    internal static HandlerAnswer SignOut(CenterCall call)
    {
        string @operator = call.Row.Text("opter_no"), given = call.Row.Text("sign_no");
        var number = call.Ledger.Sessions.NumberOf(@operator);
        if (number is null || (given.Length > 0 && given != number))
        {
            return HandlerAnswer.Refused("sign_no 签到编号：未签到或已签退");
        }

        using var batch = call.Begin();
        batch.Add(SessionBook.SignedOut(@operator, number));
        batch.Complete();
        return new HandlerAnswer(OutputWriter.One(call.Transaction, ("sign_time", ChinaTime.Seconds(call.Now))));
    }
}
