using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Tests.Wire;

public class RequestFormTests
{
    [Fact]
    public void Values_go_out_in_the_forms_of_the_table()
    {
        var request = new UploadSalesBatchRequest { SelinfoDetail = { Codec.SaleLine() } };
        request.SelinfoDetail[0].FinlTrnsPric = 12.50m;
        request.SelinfoDetail[0].Memo = "引号\"与/和<阿莫西林>";
        request.SelinfoDetail[0].Drugtracinfo.Add(new UploadSalesBatchDrugtracinfo { DrugTracCodg = "81000010000000000001" });
        Assert.Equal(
            """{"selinfoDetail":[{"med_list_codg":"XA01ABD075A002010100483","fixmedins_hilist_id":"YP0001","fixmedins_hilist_name":"阿莫西林胶囊","fixmedins_bchno":"S20260301-0001","prsc_dr_name":"医师甲","phar_name":"药师乙","phar_prac_cert_no":"YS000001","mdtrt_sn":"MZ20260301001","manu_lotnum":"LOT2601","manu_date":"2026-01-05","rx_flag":"1","trdn_flag":"0","finl_trns_pric":12.50,"rtal_docno":"RT0001","sel_retn_cnt":2,"sel_retn_time":"2026-03-01 09:30:00","sel_retn_opter_name":"收费员丙","memo":"引号\"与/和<阿莫西林>","drugtracinfo":[{"drug_trac_codg":"81000010000000000001"}]}]}""",
            Codec.Guangdong.Write(Operations.UploadSalesBatch, request));
    }

    [Fact]
    public void Unset_is_left_out_and_empty_text_is_written()
    {
        var request = new GetPersonRequest { Data = { MdtrtCertType = VisitCertificateType.IdentityCard, MdtrtCertNo = "", Begntime = null } };
        Assert.Equal("""{"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":""}}""", Codec.Guangdong.Write(Operations.GetPerson, request));
    }

    [Fact]
    public void Unset_fields_go_out_empty_where_the_center_wants_it_so()
    {
        var codec = Codec.Of("guangdong", settings: new CodecSettings { SendEmptyFields = true });
        var json = codec.Write(Operations.DeleteInventoryRecord, new DeleteInventoryRecordRequest { Data = { FixmedinsBchno = "1" } });
        Assert.Contains("\"inv_data_type\":\"\"", json);
    }

    [Fact]
    public void Utc_and_local_times_become_china_time()
    {
        var request = new UploadSalesBatchRequest { SelinfoDetail = { Codec.SaleLine() } };
        request.SelinfoDetail[0].SelRetnTime = new DateTime(2026, 2, 28, 20, 0, 0, DateTimeKind.Utc);
        Assert.Contains("\"sel_retn_time\":\"2026-03-01 04:00:00\"", Codec.Guangdong.Write(Operations.UploadSalesBatch, request));
        request.SelinfoDetail[0].SelRetnTime = new DateTimeOffset(2026, 2, 28, 20, 0, 0, TimeSpan.Zero);
        Assert.Contains("\"sel_retn_time\":\"2026-03-01 04:00:00\"", Codec.Guangdong.Write(Operations.UploadSalesBatch, request));
        request.SelinfoDetail[0].SelRetnTime = new DateTime(2026, 2, 28, 20, 0, 0);
        Assert.Contains("\"sel_retn_time\":\"2026-02-28 20:00:00\"", Codec.Guangdong.Write(Operations.UploadSalesBatch, request));
    }

    [Fact]
    public void A_serial_number_that_the_table_calls_a_number_goes_out_as_one_without_losing_digits()
    {
        var request = new UploadOutpatientFeesRequest { Feedetail = { new UploadOutpatientFeesFeedetail { FeedetlSn = "123456789012345678901234567890" } } };
        Assert.Contains("\"feedetl_sn\":123456789012345678901234567890", Codec.Guangdong.Write(Operations.UploadOutpatientFees, request));
        request.Feedetail[0].FeedetlSn = "A1";
        Assert.Contains(Codec.Guangdong.Errors(Operations.UploadOutpatientFees, request), e => e.Field == "feedetl_sn" && e.Rule == "type");
    }

    [Fact]
    public void Extra_fields_go_out_as_they_are()
    {
        var request = new GetPersonRequest { Data = { MdtrtCertType = "02" } };
        request.Data.Extra.Set("own_field", "值").Set("own_number", 1.5m);
        Assert.Equal("""{"data":{"mdtrt_cert_type":"02","own_field":"值","own_number":1.5}}""", Codec.Guangdong.Write(Operations.GetPerson, request));
        Assert.Throws<ArgumentException>(() => request.Extra.SetJson("x", "{"));
    }

    [Fact]
    public void A_slice_has_its_lines_and_the_extra_fields()
    {
        var request = new UploadSalesBatchRequest();
        for (var i = 0; i < 5; i++)
        {
            request.SelinfoDetail.Add(Codec.SaleLine("B" + i));
        }

        request.Extra.Set("own", "1");
        Assert.Equal(5, Codec.Guangdong.LineCount(Operations.UploadSalesBatch, request));
        var slice = (UploadSalesBatchRequest)Codec.Guangdong.Slice(Operations.UploadSalesBatch, request, 3, 2);
        Assert.Equal(new[] { "B3", "B4" }, slice.SelinfoDetail.ConvertAll(l => l.FixmedinsBchno));
        Assert.Equal("1", slice.Extra.GetText("OWN"));
        Assert.Equal(-1, Codec.Guangdong.LineCount(Operations.UploadSale, new UploadSaleRequest()));
        Assert.Equal(-1, Codec.Guangdong.LineCount(Operations.QueryStock, new QueryStockRequest()));
    }
}
