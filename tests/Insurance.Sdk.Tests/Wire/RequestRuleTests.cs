using System.Linq;

namespace Insurance.Sdk.Tests.Wire;

public class RequestRuleTests
{
    private static UploadSalesBatchRequest Request(params UploadSalesBatchSelinfoDetail[] lines) => new() { SelinfoDetail = lines.ToList() };

    [Fact]
    public void A_line_that_keeps_every_rule_has_no_error()
        => Assert.Empty(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(Codec.SaleLine())));

    [Fact]
    public void All_errors_are_told_at_once_with_path_field_and_chinese_name()
    {
        var line = Codec.SaleLine();
        line.ManuLotnum = null;
        line.PrscDrName = "";
        line.FixmedinsBchno = new string('7', 31);
        var errors = Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(Codec.SaleLine(), line));

        Assert.Equal(3, errors.Count);
        var missing = Assert.Single(errors, e => e.Field == "manu_lotnum");
        Assert.Equal("input.selinfoDetail[1].manu_lotnum", missing.Path);
        Assert.Equal("required", missing.Rule);
        Assert.Equal("INS1001", missing.Number);
        Assert.Contains("生产批号", missing.Message);
        Assert.Contains(errors, e => e.Field == "prsc_dr_name" && e.Rule == "required");
        Assert.Contains(errors, e => e.Field == "fixmedins_bchno" && e.Rule == "length" && e.Message.Contains("at most 30"));
    }

    [Fact]
    public void An_error_never_shows_a_personal_value()
    {
        var line = Codec.SaleLine();
        line.PsnName = "测试姓名" + new string('长', 60);
        var error = Assert.Single(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line)));
        Assert.DoesNotContain("测试姓名", error.ToString());
    }

    [Theory]
    [InlineData("9999999999.9999", true)]
    [InlineData("10000000000", true)]
    [InlineData("999999999999.9999", true)]
    [InlineData("1000000000000", false)]
    [InlineData("1.00001", false)]
    [InlineData("1.50000", true)]
    [InlineData("-3.5", true)]
    public void Quantity_16_4_has_12_integer_digits_and_4_decimals(string value, bool valid)
    {
        var line = Codec.SaleLine();
        line.SelRetnCnt = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        var errors = Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line));
        Assert.Equal(valid, errors.Count == 0);
        Assert.All(errors, e => Assert.Equal("decimals", e.Rule));
    }

    [Theory]
    [InlineData("9999999999.999999", true)]
    [InlineData("10000000000", false)]
    public void Price_16_6_has_10_integer_digits(string value, bool valid)
    {
        var line = Codec.SaleLine();
        line.FinlTrnsPric = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(valid, Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line)).Count == 0);
    }

    [Fact]
    public void Length_counts_characters_by_default_and_bytes_when_the_hospital_says_so()
    {
        var line = Codec.SaleLine();
        line.PrscDrName = new string('医', 50);
        Assert.Empty(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line)));

        var bytes = Codec.Of("guangdong", """{"values":{"lengthUnit":"gbk"}}""");
        var error = Assert.Single(bytes.Errors(Operations.UploadSalesBatch, Request(line)));
        Assert.Contains("100 GBK bytes", error.Message);
    }

    [Fact]
    public void A_code_outside_its_list_warns_by_default_and_fails_by_option()
    {
        var line = Codec.SaleLine();
        line.TrdnFlag = "7";
        var warning = Assert.Single(Codec.Guangdong.Check(Operations.UploadSalesBatch, Request(line)), e => e.Rule == "code");
        Assert.True(warning.IsWarning);

        var strict = Codec.Of("guangdong", settings: new CodecSettings { CodeListsFail = true });
        Assert.Contains(strict.Errors(Operations.UploadSalesBatch, Request(line)), e => e.Rule == "code" && e.Field == "trdn_flag");
    }

    [Fact]
    public void A_sale_settled_with_insurance_needs_its_settlement_id()
    {
        var line = Codec.SaleLine();
        line.MdtrtSetlType = VisitSettlementType.Insured;
        Assert.Contains(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line)), e => e.Field == "setl_id" && e.Rule == "condition");

        line.MdtrtSetlType = VisitSettlementType.SelfPaid;
        Assert.Empty(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line)));
    }

    [Fact]
    public void A_query_that_needs_one_of_several_keys_tells_the_group_once()
    {
        var request = new QueryReceivedTraceCodesRequest { Data = { FixmedinsCode = "H44088200999", Begndate = new ChinaTime(2026, 3, 1), Enddate = new ChinaTime(2026, 3, 1) } };
        var error = Assert.Single(Codec.Guangdong.Errors(Operations.QueryReceivedTraceCodes, request));
        Assert.Equal("condition", error.Rule);
        Assert.Contains("fixmedins_bchno", error.Message);

        request.Data.FixmedinsBchno = "S1";
        Assert.Empty(Codec.Guangdong.Errors(Operations.QueryReceivedTraceCodes, request));
    }

    [Fact]
    public void A_request_without_lines_is_refused()
    {
        var error = Assert.Single(Codec.Guangdong.Errors(Operations.UploadSalesBatch, new UploadSalesBatchRequest()));
        Assert.Equal("rows", error.Rule);
    }

    [Fact]
    public void Half_a_surrogate_pair_cannot_be_sent()
    {
        var line = Codec.SaleLine();
        line.Memo = "x\ud800";
        Assert.Equal("characters", Assert.Single(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line))).Rule);
    }

    [Fact]
    public void A_transaction_that_the_edition_lacks_is_refused_until_a_correction_says_otherwise()
    {
        var request = new QuerySpecialCaseApplicationsRequest();
        Assert.Equal("INS1011", Codec.Guangdong.Check(Operations.QuerySpecialCaseApplications, request)[0].Number);
        var corrected = Codec.Of("guangdong", """{"transactions":{"3601":{"available":"yes"}}}""");
        Assert.DoesNotContain(corrected.Check(Operations.QuerySpecialCaseApplications, request), e => e.Number == "INS1011");
    }

    [Fact]
    public void A_node_whose_name_the_sources_dispute_is_a_configuration_error_until_it_is_set()
    {
        var request = new CancelMappingRequest { FixmedinsCode = "H44088200999", FixmedinsHilistId = "1", ListType = ListType.WesternAndPatentMedicine, MedListCodg = "X" };
        var error = Assert.Single(Codec.Guangdong.Check(Operations.CancelMapping, request));
        Assert.Equal("configuration", error.Rule);
        Assert.Contains("catalogcompin", error.Message);

        var corrected = Codec.Of("guangdong", """{"transactions":{"3302":{"nodes":{"input":{"":{"name":"data","cardinality":"one"}}}}}}""");
        Assert.Empty(corrected.Errors(Operations.CancelMapping, request));
        Assert.StartsWith("""{"data":{""", corrected.Write(Operations.CancelMapping, request));
    }

    [Fact]
    public void The_four_code_query_needs_a_table_from_the_hospital_first()
    {
        var request = new QueryFourCodesRequest();
        request.Extra.SetJson("data", """{"pageNum":1}""");
        Assert.Contains("ZSMCJ003", Assert.Single(Codec.Guangdong.Check(Operations.QueryFourCodes, request)).Message);

        var corrected = Codec.Of("guangdong", """
            {"transactions":{"ZSMCJ003":{
              "nodes":{"input":{"data":{"new":true,"cardinality":"one","present":"yes"}}},
              "extra":{"input.data":[{"code":"pageNum","name":"页码","type":"number","length":"4","required":true},{"code":"fixmedinsCode","name":"机构","type":"string","length":"12","required":true}]}}}}
            """);
        var error = Assert.Single(corrected.Errors(Operations.QueryFourCodes, request));
        Assert.Equal(("input.data.fixmedinsCode", "required"), (error.Path, error.Rule));
        request.Extra.SetJson("data", """{"pageNum":1,"fixmedinsCode":"H44088200999"}""");
        Assert.Empty(corrected.Errors(Operations.QueryFourCodes, request));
        Assert.Equal("""{"data":{"pageNum":1,"fixmedinsCode":"H44088200999"}}""", corrected.Write(Operations.QueryFourCodes, request));
    }

    [Fact]
    public void A_correction_of_a_path_that_exists_nowhere_stops_the_start_and_names_the_nearest()
    {
        var e = Assert.Throws<ConfigurationException>(() => Codec.Of("guangdong", """{"transactions":{"3505A":{"fields":{"input.selinfoDetail.manu_lotnumm":{"required":false}}}}}"""));
        Assert.Contains("input.selinfoDetail.manu_lotnum", e.Message);
        Assert.Contains("3505A", e.Setting);
    }

    [Fact]
    public void The_worked_example_of_the_corrections_holds()
    {
        var corrected = Codec.Of("guangdong", """{"transactions":{"3505A":{"fields":{"input.selinfoDetail.MDTRT_SETL_TYPE":{"present":"yes","required":true,"writeAs":"mdtrt_setl_type"}}}}}""");
        var line = Codec.SaleLine();
        Assert.Equal("mdtrt_setl_type", Assert.Single(corrected.Errors(Operations.UploadSalesBatch, Request(line))).Field);
        line.MdtrtSetlType = VisitSettlementType.SelfPaid;
        Assert.Contains("\"mdtrt_setl_type\":\"2\"", corrected.Write(Operations.UploadSalesBatch, Request(line)));
        Assert.Contains("\"MDTRT_SETL_TYPE\":\"2\"", Codec.Guangdong.Write(Operations.UploadSalesBatch, Request(line)));
    }

    [Fact]
    public void A_field_of_another_edition_is_refused_when_set()
    {
        var line = Codec.SaleLine();
        line.Drugtracinfo.Add(new UploadSalesBatchDrugtracinfo { DrugTracCodg = "81000010000000000001" });
        Assert.Empty(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line)));

        var jilin = Codec.Of("jilin");
        var request = new UploadInventoryCountsBatchRequest();
        request.InvinfoDetail.Add(new UploadInventoryCountsBatchInvinfoDetail { Drugtracinfo = { new UploadInventoryCountsBatchDrugtracinfo { DrugTracCodg = "81000010000000000001" } } });
        Assert.Contains(jilin.Errors(Operations.UploadInventoryCountsBatch, request), e => e.Rule == "unknown-field" && e.Field == "drugtracinfo");
    }

    [Fact]
    public void One_number_means_what_the_edition_says()
    {
        Assert.Same(Operations.UploadOutpatientMaternityVisit, Codec.Guangdong.Find("2203A"));
        Assert.Same(Operations.UploadPharmacyVisit, Codec.Of("hunan").Find("2203A"));
        Assert.Equal("4101", Codec.Of("hunan").NumberOf(Operations.UploadSettlementListWithoutCharges));
        Assert.Equal("4101A", Codec.Guangdong.NumberOf(Operations.UploadSettlementListWithoutCharges));
        Assert.Same(Operations.UploadSettlementListWithoutCharges, Codec.Of("hunan").Find("4101"));
    }

    [Theory]
    [InlineData("""{"transactions":{"3505A":{"fields":{"selinfoDetail.cnt":{"required":true}}}}}""", "input or output")]
    [InlineData("""{"transactions":{"3505A":{"fields":{"input.selinfoDetail.memo":{"requird":true}}}}}""", "required")]
    [InlineData("""{"transactions":{"3505A":{"fields":{"input.selinfoDetail.memo":{"required":"true"}}}}}""", "true or false")]
    [InlineData("""{"transactions":{"3505A":{"fields":{"input.selinfoDetail.memo":{"present":"never"}}}}}""", "one of yes")]
    [InlineData("""{"transactions":{"3505A":{"fields":{"input.selinfoDetail.memo":{"type":"nmber"}}}}}""", "one of string")]
    [InlineData("""{"transactions":{"3505A":{"fields":{"input.selinfoDetail.memo":{"length":"fifty"}}}}}""", "16,6")]
    [InlineData("""{"transactions":{"3505A":{"nodes":{"in":{"data":{"name":"x"}}}}}}""", "input or output")]
    [InlineData("""{"transactions":{"3505A":{"extra":{"input.selinfoDetail":{"code":"x"}}}}}""", "list of fields")]
    [InlineData("""{"transactions":[]}""", "an object")]
    [InlineData("""{"transaction":{}}""", "transactions")]
    [InlineData("""{"edition":"hunan"}""", "hunan")]
    [InlineData("""{"gateway":{"hash":"upper"}}""", "no member")]
    public void A_slip_in_the_corrections_stops_the_start(string corrections, string says)
        => Assert.Contains(says, Assert.Throws<ConfigurationException>(() => Codec.Of("guangdong", corrections)).Message);

    [Fact]
    public void A_nested_node_can_be_renamed_and_a_number_written_twice()
    {
        var corrected = Codec.Of("guangdong", """
            {"transactions":{"3505A":{"nodes":{"input":{"drugtracinfo":{"name":"drug_trac_info"}}},"fields":{"input.selinfoDetail.sel_retn_cnt":{"alsoWrite":["selRetnCnt"]}}}}}
            """);
        var line = Codec.SaleLine();
        line.Drugtracinfo.Add(new UploadSalesBatchDrugtracinfo { DrugTracCodg = "81000010000000000001" });
        var json = corrected.Write(Operations.UploadSalesBatch, Request(line));
        Assert.Contains("\"drug_trac_info\":[{", json);
        Assert.Contains("\"sel_retn_cnt\":2,\"selRetnCnt\":2", json);
    }

    [Fact]
    public void Zeros_behind_the_printed_decimals_are_not_sent()
    {
        var line = Codec.SaleLine();
        line.SelRetnCnt = 1.500000000m;
        Assert.Empty(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line)));
        Assert.Contains("\"sel_retn_cnt\":1.5000,", Codec.Guangdong.Write(Operations.UploadSalesBatch, Request(line)));
    }

    [Fact]
    public void Blanks_are_no_value_and_a_null_row_is_an_error()
    {
        var line = Codec.SaleLine();
        line.ManuLotnum = "   ";
        Assert.Equal("required", Assert.Single(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(line))).Rule);
        Assert.Equal("rows", Assert.Single(Codec.Guangdong.Errors(Operations.UploadSalesBatch, Request(Codec.SaleLine(), null!))).Rule);
    }
}
