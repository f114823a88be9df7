using System.Linq;
using Insurance.Sdk.MockCenter.Files;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>1301 to 1327 offer a file with what is newer than a version; 9102 gives it.</summary>
internal sealed class CatalogueFileHandlers
{
    private readonly FileShelf _shelf;

    internal CatalogueFileHandlers(FileShelf shelf) => _shelf = shelf;

    internal HandlerAnswer Offer(CenterCall call)
    {
        var catalogues = call.Options.Catalogues;
        var releases = catalogues.Newer(call.Transaction.Spec.Code, call.Row.Text("ver"));
        if (releases.Count == 0)
        {
            return new HandlerAnswer(OutputWriter.One(call.Transaction, ("data_cnt", 0)));
        }

        var text = call.Transaction.Spec.Code + "_" + releases[^1].Version + ".txt";
        var (spec, oldColumns) = (call.Transaction.Spec, catalogues.OldColumns);
        var number = _shelf.Offer("plc", null, text + ".zip", catalogues.RefusalsBeforeReady, () => new CatalogueFileText(spec, oldColumns).Zip(text, releases));
        var until = ChinaTime.Seconds(call.Now.AddDays(1))[..10];
        return new HandlerAnswer(OutputWriter.One(
            call.Transaction, ("file_qury_no", number), ("filename", text + ".zip"), ("dld_end_time", until), ("data_cnt", releases.Sum(r => r.Items().Count()))));
    }
}
