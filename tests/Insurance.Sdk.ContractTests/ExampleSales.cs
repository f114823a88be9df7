namespace Insurance.Sdk.ContractTests;

/// <summary>Dispensing and return of an insured and of a self-paying patient; all data is invented.</summary>
internal static class ExampleSales
{
    internal static UploadSaleRequest Sale() => new()
    {
        Selinfo = new UploadSaleSelinfo
        {
            MedListCodg = "XTEST00000000000001",
            FixmedinsHilistId = "YP0001",
            FixmedinsHilistName = "测试胶囊",
            FixmedinsBchno = "XS202603010001",
            PrscDrCertType = "01",
            PrscDrCertno = "000000190001010000",
            PrscDrName = "医师丙",
            PharCertType = "01",
            PharCertno = "000000190001010001",
            PharName = "药师丁",
            PharPracCertNo = "YS0000001",
            HiFeesetlType = "2",
            SetlId = "440800G0000000000001",
            MdtrtSn = "440800M0000000000001",
            PsnNo = "44030000000000000000000001",
            PsnCertType = "01",
            Certno = "000000190001010002",
            PsnName = "参保人戊",
            ManuLotnum = "PH250601",
            ManuDate = new ChinaTime(2025, 6, 1),
            ExpyEnd = new ChinaTime(2027, 5, 31),
            RxFlag = "1",
            TrdnFlag = "0",
            FinlTrnsPric = 15.800000m,
            Rxno = "CF20260301001",
            RxCircFlag = "0",
            RtalDocno = "FY20260301001",
            StooutNo = "CK20260301001",
            Bchno = "PC01",
            DrugProdBarc = "6900000000001",
            ShelfPosi = "A-01",
            SelRetnCnt = 2m,
            SelRetnTime = new ChinaTime(2026, 3, 1, 10, 15, 30),
            SelRetnOpterName = "发药员己",
            Memo = "门诊",
            MdtrtSetlType = "1",
            Drugtracinfo = { new() { DrugTracCodg = "81000010000000000001" }, new() { DrugTracCodg = "81000010000000000002" } },
        },
    };

    internal static UploadSalesBatchRequest Sales() => new() { SelinfoDetail = { InsuredLine(), SelfPaidLine("XS202603010002") } };

    /// <summary>Lines of a self-paying patient with batch numbers XS202603010001 and on.</summary>
    internal static UploadSalesBatchRequest SelfPaidSales(int lines)
    {
        var request = new UploadSalesBatchRequest();
        for (var i = 1; i <= lines; i++)
        {
            request.SelinfoDetail.Add(SelfPaidLine("XS20260301000" + i));
        }

        return request;
    }

    internal static UploadSaleReturnRequest SaleReturn() => new()
    {
        Selinfo = new UploadSaleReturnSelinfo
        {
            MedListCodg = "XTEST00000000000001",
            FixmedinsHilistId = "YP0001",
            FixmedinsHilistName = "测试胶囊",
            FixmedinsBchno = "TH202603010001",
            SetlId = "440800G0000000000001",
            PsnNo = "44030000000000000000000001",
            PsnCertType = "01",
            Certno = "000000190001010002",
            PsnName = "参保人戊",
            ManuLotnum = "PH250601",
            ManuDate = new ChinaTime(2025, 6, 1),
            ExpyEnd = new ChinaTime(2027, 5, 31),
            RxFlag = "1",
            TrdnFlag = "0",
            FinlTrnsPric = 15.8m,
            SelRetnCnt = 1m,
            SelRetnTime = new ChinaTime(2026, 3, 2, 0, 15, 0),
            SelRetnOpterName = "发药员己",
            Memo = "退药",
            MedinsProdSelNo = "XSLS20260301000000000000000000000001",
            MdtrtSn = "440800M0000000000001",
            Drugtracinfo = { new() { DrugTracCodg = "81000010000000000002" } },
        },
    };

    internal static UploadSaleReturnsBatchRequest SaleReturns() => new()
    {
        SelinfoDetail =
        {
            new()
            {
                MedListCodg = "XTEST00000000000001",
                FixmedinsHilistId = "YP0001",
                FixmedinsHilistName = "测试胶囊",
                FixmedinsBchno = "TH202603010001",
                SetlId = "440800G0000000000001",
                PsnNo = "44030000000000000000000001",
                PsnCertType = "01",
                Certno = "000000190001010002",
                PsnName = "参保人戊",
                ManuLotnum = "PH250601",
                ManuDate = new ChinaTime(2025, 6, 1),
                ExpyEnd = new ChinaTime(2027, 5, 31),
                RxFlag = "1",
                TrdnFlag = "0",
                FinlTrnsPric = 15.8m,
                SelRetnCnt = 1m,
                SelRetnTime = new ChinaTime(2026, 3, 2, 0, 15, 0),
                SelRetnOpterName = "发药员己",
                Memo = "退药",
                MedinsProdSelNo = "XSLS20260301000000000000000000000001",
                MdtrtSn = "440800M0000000000001",
                Drugtracinfo = { new() { DrugTracCodg = "81000010000000000002" } },
            },
            new()
            {
                MedListCodg = "XTEST00000000000002",
                FixmedinsHilistId = "YP0002",
                FixmedinsHilistName = "测试片",
                FixmedinsBchno = "TH202603010002",
                ManuLotnum = "PH250701",
                ManuDate = new ChinaTime(2025, 7, 1),
                RxFlag = "0",
                TrdnFlag = "1",
                SelRetnCnt = 0.5m,
                SelRetnTime = new ChinaTime(2026, 3, 2, 0, 15, 0),
                SelRetnOpterName = "发药员己",
                MdtrtSn = "MZ20260301001",
            },
        },
    };

    private static UploadSalesBatchSelinfoDetail InsuredLine() => new()
    {
        MedListCodg = "XTEST00000000000001",
        FixmedinsHilistId = "YP0001",
        FixmedinsHilistName = "测试胶囊",
        FixmedinsBchno = "XS202603010001",
        PrscDrCertType = "01",
        PrscDrCertno = "000000190001010000",
        PrscDrName = "医师丙",
        PharCertType = "01",
        PharCertno = "000000190001010001",
        PharName = "药师丁",
        PharPracCertNo = "YS0000001",
        HiFeesetlType = "2",
        SetlId = "440800G0000000000001",
        MdtrtSn = "440800M0000000000001",
        PsnNo = "44030000000000000000000001",
        PsnCertType = "01",
        Certno = "000000190001010002",
        PsnName = "参保人戊",
        ManuLotnum = "PH250601",
        ManuDate = new ChinaTime(2025, 6, 1),
        ExpyEnd = new ChinaTime(2027, 5, 31),
        RxFlag = "1",
        TrdnFlag = "0",
        FinlTrnsPric = 15.800000m,
        Rxno = "CF20260301001",
        RxCircFlag = "0",
        RtalDocno = "FY20260301001",
        StooutNo = "CK20260301001",
        Bchno = "PC01",
        DrugProdBarc = "6900000000001",
        ShelfPosi = "A-01",
        SelRetnCnt = 2m,
        SelRetnTime = new ChinaTime(2026, 3, 1, 10, 15, 30),
        SelRetnOpterName = "发药员己",
        Memo = "门诊",
        PrscDrNo = "D440800000001",
        PharNo = "P440800000001",
        MdtrtSetlType = "1",
        Drugtracinfo = { new() { DrugTracCodg = "81000010000000000001" }, new() { DrugTracCodg = "81000010000000000002" } },
    };

    private static UploadSalesBatchSelinfoDetail SelfPaidLine(string batchNumber) => new()
    {
        MedListCodg = "XTEST00000000000002",
        FixmedinsHilistId = "YP0002",
        FixmedinsHilistName = "测试片",
        FixmedinsBchno = batchNumber,
        PrscDrName = "医师丙",
        PharName = "药师丁",
        PharPracCertNo = "YS0000001",
        MdtrtSn = "MZ20260301001",
        ManuLotnum = "PH250701",
        ManuDate = new ChinaTime(2025, 7, 1),
        RxFlag = "0",
        TrdnFlag = "1",
        FinlTrnsPric = 0.333333m,
        RtalDocno = "FY20260301001",
        SelRetnCnt = 0.5m,
        SelRetnTime = new ChinaTime(2026, 3, 1, 10, 15, 30),
        SelRetnOpterName = "发药员己",
        MdtrtSetlType = "2",
    };
}
