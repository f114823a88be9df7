namespace Insurance.Sdk.Recovery.Tests;

/// <summary>Inputs and outputs as the standard's tables print them; invented persons and numbers.</summary>
internal static class Messages
{
    internal const string Person = "99999900000000000001";

    internal const string Register = """
        {"data":{"psn_no":"99999900000000000001","insutype":"310","begntime":"2026-03-01 09:00:00","mdtrt_cert_type":"02","mdtrt_cert_no":"000000190001010000","ipt_otp_no":"O1","atddr_no":"D1","dr_name":"示例","dept_code":"A03","dept_name":"内科","caty":"A03"}}
        """;

    internal const string Registered = """{"data":{"mdtrt_id":"M1","psn_no":"99999900000000000001","ipt_otp_no":"O1","exp_content":""}}""";

    internal const string CancelVisit = """{"data":{"psn_no":"99999900000000000001","mdtrt_id":"M1","ipt_otp_no":"O1"}}""";

    internal const string Inform = """
        {"mdtrtinfo":{"mdtrt_id":"M1","psn_no":"99999900000000000001","med_type":"11","begntime":"2026-03-01 09:00:00"},
         "diseinfo":[{"diag_type":"1","diag_srt_no":"1","diag_code":"J00","diag_name":"示例","diag_dept":"内科","dise_dor_no":"D1","dise_dor_name":"示例","diag_time":"2026-03-01 09:10:00","vali_flag":"1"},
                     {"diag_type":"1","diag_srt_no":"2","diag_code":"J01","diag_name":"示例","diag_dept":"内科","dise_dor_no":"D1","dise_dor_name":"示例","diag_time":"2026-03-01 09:10:00","vali_flag":"1"},
                     {"diag_type":"1","diag_srt_no":"3","diag_code":"J02","diag_name":"示例","diag_dept":"内科","dise_dor_no":"D1","dise_dor_name":"示例","diag_time":"2026-03-01 09:10:00","vali_flag":"0"}]}
        """;

    internal const string Fees = """
        {"feedetail":[{"feedetl_sn":"1","mdtrt_id":"M1","psn_no":"99999900000000000001","chrg_bchno":"B1","fee_ocur_time":"2026-03-01 09:20:00","med_list_codg":"XA01","medins_list_codg":"ITEM1","det_item_fee_sumamt":60.00,"cnt":1,"pric":60.00},
                      {"feedetl_sn":"2","mdtrt_id":"M1","psn_no":"99999900000000000001","chrg_bchno":"B1","fee_ocur_time":"2026-03-01 09:20:00","med_list_codg":"XA02","medins_list_codg":"ITEM2","det_item_fee_sumamt":40.5,"cnt":1,"pric":40.5}]}
        """;

    internal const string CancelFees = """{"data":{"mdtrt_id":"M1","chrg_bchno":"B1","psn_no":"99999900000000000001"}}""";

    internal const string Settle = """
        {"data":{"psn_no":"99999900000000000001","mdtrt_cert_type":"02","mdtrt_cert_no":"000000190001010000","med_type":"11","medfee_sumamt":100.50,"psn_setlway":"01","mdtrt_id":"M1","chrg_bchno":"B1","insutype":"310","acct_used_flag":"0"}}
        """;

    internal const string Tried = """{"setlinfo":{"mdtrt_id":"M1","psn_no":"99999900000000000001","insutype":"310","med_type":"11","medfee_sumamt":100.5,"clr_optins":"440800","clr_type":"11"}}""";

    internal const string Settled = """
        {"setlinfo":{"mdtrt_id":"M1","setl_id":"S1","psn_no":"99999900000000000001","insutype":"310","med_type":"11","medfee_sumamt":100.5,"fund_pay_sumamt":70.5,"psn_part_amt":30,"acct_pay":0,"psn_cash_pay":30,"clr_optins":"440800","clr_type":"11","setl_time":"2026-03-01 09:30:01"},"setldetail":[]}
        """;

    internal const string Refund = """{"data":{"setl_id":"S1","mdtrt_id":"M1","psn_no":"99999900000000000001"}}""";

    internal const string Refunded = """{"setlinfo":{"mdtrt_id":"M1","setl_id":"S1R","clr_optins":"440800","medfee_sumamt":-100.5,"setl_time":"2026-03-01 09:40:01"},"setldetail":[]}""";

    internal const string Admit = """
        {"mdtrtinfo":{"psn_no":"99999900000000000001","insutype":"310","begntime":"2026-03-01 08:00:00","mdtrt_cert_type":"02","mdtrt_cert_no":"000000190001010000","med_type":"21","ipt_no":"I1"},"diseinfo":[]}
        """;

    /// <summary>5203, with its own names for two amounts.</summary>
    internal static string Details(string refunded = "0", string total = "100.50", string visit = "M1", string settlement = "S1")
        => "{\"setlinfo\":{\"setl_id\":\"" + settlement + "\",\"mdtrt_id\":\"" + visit + "\",\"psn_no\":\"99999900000000000001\",\"insutype\":\"310\",\"medfee_sumamt\":\"" + total + "\",\"fund_pay_sumamt\":70.5,\"psn_pay\":30.00,\"acct_pay\":0,"
            + "\"cash_payamt\":30.00,\"setl_time\":\"2026-03-01 09:30:01\",\"clr_optins\":\"440800\",\"clr_type\":\"11\",\"refd_setl_flag\":\"" + refunded + "\"},"
            + "\"setldetail\":[{\"fund_pay_type\":\"310100\",\"fund_payamt\":70.5}]}";
}
