using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>1301 to 1327 offer a file with what is newer than a version; 9102 gives it.</summary>
internal sealed class CatalogueFileHandlers
{
    private readonly ConcurrentDictionary<string, Offered> _offered = new(StringComparer.Ordinal);
    private long _sequence;

    internal HandlerAnswer Offer(CenterCall call)
    {
        var releases = call.Options.Catalogues.Newer(call.Transaction.Spec.Code, call.Row.Text("ver"));
        if (releases.Count == 0)
        {
            return new HandlerAnswer(OutputWriter.One(call.Transaction, ("data_cnt", 0)));
        }

        var number = "fsi/plc/" + Interlocked.Increment(ref _sequence).ToString("x16", CultureInfo.InvariantCulture);
        var name = call.Transaction.Spec.Code + "_" + releases[^1].Version + ".txt.zip";
        _offered[number] = new Offered(name, call.Transaction.Spec, releases, call.Options.Catalogues.RefusalsBeforeReady);
        var until = ChinaTime.Seconds(call.Now.AddDays(1))[..10];
        return new HandlerAnswer(OutputWriter.One(
            call.Transaction, ("file_qury_no", number), ("filename", name), ("dld_end_time", until), ("data_cnt", releases.Sum(r => r.Items().Count()))));
    }

    internal HandlerAnswer Fetch(CenterCall call)
    {
        if (!_offered.TryGetValue(call.Row.Text("file_qury_no"), out var offered) || offered.Name != call.Row.Text("filename"))
        {
            return HandlerAnswer.Refused("file_qury_no 文件查询号：文件不存在");
        }

        if (call.Row.Text("fixmedins_code") is not "plc" and var owner && owner != call.Ledger.Code)
        {
            return HandlerAnswer.Refused("fixmedins_code 医药机构编号：目录文件填plc");
        }

        return offered.TakeRefusal()
            ? HandlerAnswer.Refused("文件生成中，请稍后再试")
            : new HandlerAnswer(null) { File = offered.Zip(call.Options.Catalogues.OldColumns) };
    }

    private sealed class Offered(string name, TransactionSpec spec, IReadOnlyList<MockCatalogueRelease> releases, int refusals)
    {
        private int _refusals = refusals;

        internal string Name => name;

        internal bool TakeRefusal() => Interlocked.Decrement(ref _refusals) >= 0;

        internal byte[] Zip(bool oldColumns) => new CatalogueFileText(spec, oldColumns).Zip(name[..^4], releases);
    }
}
