using System.Collections.Generic;

namespace Insurance.Sdk.Benchmarks;

#pragma warning disable IDE1006, CA1819 // Named as on the wire: that is how such classes are written by hand.

/// <summary>The request as hand-written classes for a reflection serializer.</summary>
public sealed class PlainEnvelope
{
    public string? infno { get; set; }

    public string? msgid { get; set; }

    public string? mdtrtarea_admvs { get; set; }

    public string? insuplc_admdvs { get; set; }

    public string? recer_sys_code { get; set; }

    public string? dev_no { get; set; }

    public string? dev_safe_info { get; set; }

    public string? cainfo { get; set; }

    public string? signtype { get; set; }

    public string? infver { get; set; }

    public string? opter_type { get; set; }

    public string? opter { get; set; }

    public string? opter_name { get; set; }

    public string? inf_time { get; set; }

    public string? fixmedins_code { get; set; }

    public string? fixmedins_name { get; set; }

    public string? sign_no { get; set; }

    public string? recer_admdvs { get; set; }

    public PlainInput? input { get; set; }
}

/// <summary>The node that holds the lines, on both sides.</summary>
public sealed class PlainInput
{
    public List<PlainLine>? selinfoDetail { get; set; }
}

/// <summary>The answer.</summary>
public sealed class PlainAnswer
{
    public int infcode { get; set; }

    public string? inf_refmsgid { get; set; }

    public string? refmsg_time { get; set; }

    public string? respond_time { get; set; }

    public string? err_msg { get; set; }

    public PlainInput? output { get; set; }
}

/// <summary>A trace code.</summary>
public sealed class PlainTraceCode
{
    public string? drug_trac_codg { get; set; }
}

/// <summary>A line.</summary>
public sealed class PlainLine
{
    public string? med_list_codg { get; set; }

    public string? fixmedins_hilist_id { get; set; }

    public string? fixmedins_hilist_name { get; set; }

    public string? fixmedins_bchno { get; set; }

    public string? prsc_dr_cert_type { get; set; }

    public string? prsc_dr_certno { get; set; }

    public string? prsc_dr_name { get; set; }

    public string? phar_cert_type { get; set; }

    public string? phar_certno { get; set; }

    public string? phar_name { get; set; }

    public string? phar_prac_cert_no { get; set; }

    public string? hi_feesetl_type { get; set; }

    public string? setl_id { get; set; }

    public string? mdtrt_sn { get; set; }

    public string? psn_no { get; set; }

    public string? psn_cert_type { get; set; }

    public string? certno { get; set; }

    public string? psn_name { get; set; }

    public string? manu_lotnum { get; set; }

    public string? manu_date { get; set; }

    public string? expy_end { get; set; }

    public string? rx_flag { get; set; }

    public string? trdn_flag { get; set; }

    public decimal? finl_trns_pric { get; set; }

    public string? rxno { get; set; }

    public string? rx_circ_flag { get; set; }

    public string? rtal_docno { get; set; }

    public string? stoout_no { get; set; }

    public string? bchno { get; set; }

    public string? drug_prod_barc { get; set; }

    public string? shelf_posi { get; set; }

    public decimal? sel_retn_cnt { get; set; }

    public string? sel_retn_time { get; set; }

    public string? sel_retn_opter_name { get; set; }

    public string? memo { get; set; }

    public string? prsc_dr_no { get; set; }

    public string? phar_no { get; set; }

    public string? MDTRT_SETL_TYPE { get; set; }

    public List<PlainTraceCode>? drugtracinfo { get; set; }
}
