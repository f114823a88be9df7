using Insurance.Sdk.Storage.Schema;

namespace Insurance.Sdk.Storage.Pediatrics;

/// <summary>Table of decisions about child prices. Rows are only added: a bill that was decided anew has both decisions.</summary>
internal static class ChildPriceSchema
{
    internal const int VisitLength = 50;
    internal const int SerialLength = 50;

    internal static readonly SchemaPart Part = new(
        "child-prices",
        new SchemaStep().Create(new Table("ins_child_price")
            .Counted("id")
            .Text("visit", VisitLength)
            .Text("serial", SerialLength)
            .Text("item", 100)
            .Text("fee_day", 10)
            .Text("decision", 20)
            .Long("at")
            .LongText("content")
            .IndexOn("ins_child_price_visit", "visit", "serial", "id")
            .IndexOn("ins_child_price_day", "fee_day", "id")));
}
