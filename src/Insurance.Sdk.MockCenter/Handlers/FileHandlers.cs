using System;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Files;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>9101 takes a file, as JSON bytes or as a part of a form; 9102 gives one.</summary>
internal sealed class FileHandlers
{
    private readonly FileShelf _shelf;

    internal FileHandlers(FileShelf shelf) => _shelf = shelf;

    internal HandlerAnswer Upload(CenterCall call)
    {
        var row = call.Rows("fsUploadIn").FirstOrDefault();
        if (row is null || row.IsEmpty("in"))
        {
            return HandlerAnswer.Refused("in 文件数据：不能为空");
        }

        if (row.Text("fixmedins_code") != call.Ledger.Code)
        {
            return HandlerAnswer.Refused("fixmedins_code 医药机构编号：只能上传本机构的文件");
        }

        var bytes = Bytes(row.Get("in")!);
        var name = row.Text("filename");
        var number = _shelf.Offer("up", call.Ledger.Code, name, 0, () => bytes);
        return new HandlerAnswer(OutputWriter.One(
            call.Transaction, ("file_qury_no", number), ("filename", name), ("fixmedins_code", call.Ledger.Code), ("dld_endtime", ChinaTime.Seconds(call.Now.AddDays(1)))));
    }

    internal HandlerAnswer Fetch(CenterCall call)
    {
        var file = _shelf.Find(call.Row.Text("file_qury_no"));
        if (file is null || file.Name != call.Row.Text("filename") || !file.IsFor(call.Ledger.Code))
        {
            return HandlerAnswer.Refused("file_qury_no 文件查询号：文件不存在");
        }

        if (call.Row.Text("fixmedins_code") is not "plc" and var owner && owner != call.Ledger.Code)
        {
            return HandlerAnswer.Refused(file.IsForAll ? "fixmedins_code 医药机构编号：目录文件填plc" : "fixmedins_code 医药机构编号：不是本机构");
        }

        return file.TakeRefusal() ? HandlerAnswer.Refused("文件生成中，请稍后再试") : new HandlerAnswer(null) { File = file.Bytes };
    }

    // Base64 text, or numbers of -128..127 or 0..255.
    private static byte[] Bytes(JsonNode value) => value is JsonArray list
        ? list.Select(b => unchecked((byte)(int)WireJson.Decimal(b))).ToArray()
        : Convert.FromBase64String(WireJson.Text(value)!);
}
