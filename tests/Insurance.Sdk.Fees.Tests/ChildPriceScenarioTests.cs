using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Pediatrics;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;
using static Insurance.Sdk.Fees.Tests.Pediatrics.Ward;

namespace Insurance.Sdk.Fees.Tests;

/// <summary>The last row of the hospital's plan, from the HIS's charges to the bytes that a center takes.</summary>
public sealed class ChildPriceScenarioTests : IDisposable
{
    private const string Corrections = """
        { "edition": "guangdong", "corrects": "invented answer of a bureau",
          "transactions": {
            "2204": { "extra": { "input.feedetail": [ { "code": "price_class", "name": "价格类别", "type": "string", "length": "3" } ] } },
            "2301": { "extra": { "input.feedetail": [ { "code": "price_class", "name": "价格类别", "type": "string", "length": "3" } ] } } } }
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly SentBodies _sent = new();

    public void Dispose()
    {
        _sent.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task Transmit_the_child_price_flag_as_the_insurer_wants_it_in_a_field_of_the_line()
    {
        await using var center = await StartAsync("guangdong", Corrections);
        using var client = Client(center, "guangdong", Corrections);
        var desk = Desk(Flag, Rule(ChildSurcharge.Rate(0.2m)));
        var lines = Builder(o => o.PriceAboveCap = FindingRule.Ignore).Outpatient(Visit,
        [
            Charge(Surgery, "201", 1, 120, time: "2026-06-14 23:30:00", serial: "1"),
            Charge(Surgery, "201", 1, 100, time: "2026-06-15 00:10:00", serial: "2"),
            Charge(Injection, serial: "3", time: "2026-06-15 00:20:00"),
        ]);
        var request = new UploadOutpatientFeesRequest { Feedetail = lines.Select(l => l.Row!).ToList() };
        // The HIS has its own spelling and says so of each line.
        string?[] spellings = ["儿童", "Ｎ", ""];
        var review = desk.Review(FiveYearsOld, lines.Select((l, i) => ChildCharge.From(l, ChildFlagWords.Usual.Read(spellings[i]))));
        review.ApplyTo(request);
        await client.Outpatient.UploadOutpatientFeesAsync(request);

        Assert.Empty(review.Findings);
        Assert.Equal(["2", "0", null], Sent().Select(r => (string?)r!["price_class"]));
        Assert.All(Sent(), r => Assert.False(r!.AsObject().ContainsKey("chld_medc_flag")));
        Assert.Equal("accepted", center.Messages.Snapshot()[^1].Outcome, ignoreCase: true);
    }

    [Fact]
    public async Task Transmit_the_child_price_as_an_item_of_its_own_and_take_it_back_after_the_birthday()
    {
        await using var center = await StartAsync("guangdong", null);
        using var client = Client(center, "guangdong", null);
        var lines = Builder().Inpatient(Visit,
        [
            Charge(Surgery, "201", -1, 100, serial: "13", original: "11", originalTime: "2026-06-14 09:00:00", time: "2026-06-20 09:00:00"),
            Charge(SurgeryAddOn, "201", -1, 20, serial: "14", original: "12", originalTime: "2026-06-14 09:00:00", time: "2026-06-20 09:00:00"),
            Charge(Surgery, "201", 1, 100, serial: "11", time: "2026-06-14 09:00:00"),
            Charge(SurgeryAddOn, "201", 1, 20, serial: "12", time: "2026-06-14 09:05:00"),
        ]);
        var request = new UploadInpatientFeesRequest { Feedetail = lines.Select(l => l.Row!).ToList() };
        var review = AddOnDesk().Review(FiveYearsOld, lines.Select(l => ChildCharge.From(l)));
        review.ApplyTo(request);
        await client.Inpatient.UploadInpatientFeesAsync(request);

        Assert.Empty(review.Findings);
        Assert.Equal([SurgeryCode, SurgeryAddOnCode, SurgeryCode, SurgeryAddOnCode], Sent().Select(r => (string?)r!["med_list_codg"]));
        Assert.Equal([1m, 1m, -1m, -1m], Sent().Select(r => (decimal)r!["cnt"]!));
        Assert.Equal([null, null, "11", "12"], Sent().Select(r => (string?)r!["init_feedetl_sn"]));
        Assert.All(review.Records, r => Assert.Equal(ChildStatus.Child, r.Decision.Status));
    }

    [Fact]
    public async Task Transmit_the_flag_in_the_extension_of_the_line_where_the_edition_has_one()
    {
        await using var center = await StartAsync("hunan", null);
        using var client = Client(center, "hunan", null);
        var desk = Desk(ChildPriceTransmission.ExtensionJson("exp_content", "CHILD_PRICE", "1", "0", omitWhenNotApplicable: true), Rule(ChildSurcharge.Rate(0.2m)));
        var line = Builder().Inpatient(Visit, Charge(Surgery, "201", 1, 120));
        line.Row!.ExpContent = """{"IPT_TYPE":"1"}""";
        var request = new UploadInpatientFeesRequest { Feedetail = { line.Row } };
        desk.Review(FiveYearsOld, [ChildCharge.From(line, basePrice: 100)]).ApplyTo(request);
        await client.Inpatient.UploadInpatientFeesAsync(request);

        Assert.Equal("""{"IPT_TYPE":"1","CHILD_PRICE":"1"}""", (string?)Sent()[0]!["exp_content"]);
    }

    [Theory]
    [InlineData(true, 2, "line 1: Child, the fee arose before the sixth birthday (rule R1)")]
    [InlineData(false, 0, "INS5203 charge[1].med_list_codg: ")]
    public async Task The_guides_code_explains_a_bill_and_sends_it_only_when_it_is_in_order(bool withAddOn, int sentLines, string told)
    {
        await using var center = await StartAsync("guangdong", null);
        using var client = Client(center, "guangdong", null);
        await File.WriteAllTextAsync(_file, """
            { "boundary": "BeforeSixthBirthday",
              "rules": [ { "id": "R1", "item": "013105010030000", "from": "2026-01-01", "kind": "addOnItem", "addOn": "013105010030001", "source": "S" } ],
              "transmissions": [ { "region": "440800", "from": "2026-01-01", "source": "S", "way": "separateItem" } ] }
            """);
        var desk = CatalogueDesk.ChildBill.Open(_file, Area);
        using var database = InsuranceDatabase.Sqlite(":memory:");
        List<FeeCharge> charges = [Charge(Surgery, "201", 1, 100, serial: "1"), .. withAddOn ? new[] { Charge(SurgeryAddOn, "201", 1, 20, serial: "2") } : []];
        using var output = new StringWriter();
        var isSent = await CatalogueDesk.ChildBill.UploadAsync(client, Builder(), desk, new ChildPriceRecordStore(database), Visit, CatalogueDesk.ChildBill.PatientOf(null, new DateTime(2021, 1, 1), false), charges, output, CancellationToken.None);

        Assert.Equal(withAddOn, isSent);
        Assert.Contains(told, output.ToString());
        Assert.DoesNotContain("2021-01-01", output.ToString());
        Assert.Equal(sentLines, withAddOn ? Sent().Count : center.Messages.Snapshot().Count);
        Assert.Equal(sentLines, (await new ChildPriceRecordStore(database).LoadAsync(Visit.VisitId)).Count);
        Assert.Equal(ChildFlag.Child, CatalogueDesk.ChildBill.FlagOf("是"));
    }

    [Fact]
    public async Task A_bill_with_a_finding_does_not_leave_the_hospital()
    {
        await using var center = await StartAsync("guangdong", null);
        using var client = Client(center, "guangdong", null);
        var lines = Builder().Inpatient(Visit, [Charge(Surgery, "201", 1, 100, serial: "11")]);
        var request = new UploadInpatientFeesRequest { Feedetail = lines.Select(l => l.Row!).ToList() };
        var review = AddOnDesk().Review(FiveYearsOld, lines.Select(l => ChildCharge.From(l)));

        Assert.Equal("INS5203", Assert.Single(Assert.Throws<ValidationException>(() => review.ApplyTo(request)).Errors).Number);
        Assert.Empty(center.Messages.Snapshot());
    }

    [Fact]
    public async Task A_flag_field_that_the_corrections_file_does_not_know_is_refused_by_the_center()
    {
        await using var center = await StartAsync("guangdong", null);
        using var client = Client(center, "guangdong", null);
        var line = Builder().Outpatient(Visit, Charge(Surgery, "201", 1, 120));
        ChildPriceDesk.Apply(line.Row!, Desk(Flag, Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, ChildCharge.From(line)));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => client.Outpatient.UploadOutpatientFeesAsync(new UploadOutpatientFeesRequest { Feedetail = { line.Row! } }));
        Assert.Contains("price_class", refused.CenterText);
    }

    private static Task<MockCenterServer> StartAsync(string edition, string? corrections)
        => MockCenterServer.StartAsync(new MockCenterOptions { Edition = edition, Gateway = edition == "hunan" ? MockGateway.Csb : MockGateway.Tif, Corrections = corrections is null ? null : JsonNode.Parse(corrections)!.AsObject(), AnsweredFromSpec = { "2204", "2301" } });

    private InsuranceClient Client(MockCenterServer center, string profile, string? corrections)
    {
        var options = new InsuranceOptions
        {
            Profile = profile,
            BaseUrl = center.BaseUri + "hgs/",
            PaasId = "mock-account",
            Token = "mock-token",
            AccessKey = "mock-account",
            SecretKey = "mock-token",
            InstitutionCode = "H00000000001",
            InstitutionName = "示例医院",
            Area = Area,
            ReceiverSystem = "HIS",
            Operator = new Operator { Type = "1", Code = "0001", Name = "操作员甲" },
        };
        if (corrections is not null)
        {
            File.WriteAllText(_file, corrections);
            options.Corrections = _file;
        }

        return new InsuranceClient(options, new InsuranceClientParts { HttpMessageHandler = _sent });
    }

    private JsonArray Sent() => JsonNode.Parse(_sent.Last)!["input"]!["feedetail"]!.AsArray();

    /// <summary>Keeps the bytes that left.</summary>
    private sealed class SentBodies : DelegatingHandler
    {
        internal SentBodies()
            : base(new SocketsHttpHandler())
        {
        }

        internal byte[] Last { get; private set; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var buffer = new MemoryStream();
            await request.Content!.CopyToAsync(buffer, cancellationToken);
            Last = buffer.ToArray();
            var copy = new ByteArrayContent(Last);
            foreach (var header in request.Content.Headers)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            request.Content = copy;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
