namespace Insurance.Sdk.ContractTests;

/// <summary>What the hospital sends in these tests, typed; Contracts/(number).request.json says how it must look on the wire. All data is invented.</summary>
internal static class ExampleRequests
{
    internal static SignInRequest SignIn() => new() { SignIn = new SignInSignIn { OpterNo = "0001", Mac = "00-00-5E-00-53-01", Ip = "192.0.2.10" } };

    internal static UploadInventoryCountRequest InventoryCount() => new()
    {
        Invinfo = new UploadInventoryCountInvinfo
        {
            MedListCodg = "XTEST00000000000001",
            FixmedinsHilistId = "YP0001",
            FixmedinsHilistName = "测试胶囊 0.25g×24粒",
            RxFlag = "1",
            Invdate = new ChinaTime(2026, 3, 1),
            InvCnt = 120.5m,
            ManuLotnum = "PH250601",
            FixmedinsBchno = "PC202603010001",
            ManuDate = new ChinaTime(2025, 6, 1),
            ExpyEnd = new ChinaTime(2027, 5, 31),
            Memo = "A/B 柜 \"二层\" \\ <25℃ & 避光 'x' + y",
            Drugtracinfo = { new() { DrugTracCodg = "81000010000000000001" }, new() { DrugTracCodg = "(01)06900000000001(21)TEST1" } },
        },
    };

    internal static UploadInventoryCountsBatchRequest InventoryCounts() => new()
    {
        InvinfoDetail =
        {
            new()
            {
                MedListCodg = "XTEST00000000000001",
                FixmedinsHilistId = "YP0001",
                FixmedinsHilistName = "测试胶囊",
                RxFlag = "1",
                Invdate = new ChinaTime(2026, 3, 1),
                InvCnt = 120.5m,
                ManuLotnum = "PH250601",
                FixmedinsBchno = "PC202603010001",
                ManuDate = new ChinaTime(2025, 6, 1),
                ExpyEnd = new ChinaTime(2027, 5, 31),
                Memo = "盘点",
                Pric = 12.345678m,
                Drugtracinfo = { new() { DrugTracCodg = "81000010000000000001" } },
            },
            new()
            {
                MedListCodg = "XTEST00000000000002",
                FixmedinsHilistId = "YP0002",
                FixmedinsHilistName = "测试片",
                RxFlag = "0",
                Invdate = new ChinaTime(2026, 3, 1),
                InvCnt = 7m,
                FixmedinsBchno = "PC202603010002",
                ManuDate = new ChinaTime(2025, 7, 1),
                ExpyEnd = new ChinaTime(2027, 6, 30),
                Pric = 0.1m,
            },
        },
    };

    internal static UploadStockChangeRequest StockChange() => new()
    {
        Invinfo = new UploadStockChangeInvinfo
        {
            MedListCodg = "XTEST00000000000001",
            InvChgType = "108",
            FixmedinsHilistId = "YP0001",
            FixmedinsHilistName = "测试胶囊",
            FixmedinsBchno = "KC202603010001",
            Pric = 12.345678m,
            Cnt = 30.2500m,
            RxFlag = "1",
            InvChgTime = new ChinaTime(2026, 3, 1, 23, 59, 59),
            InvChgOpterName = "库管员乙",
            Memo = "采购入库",
            TrdnFlag = "0",
        },
    };

    internal static UploadStockChangesBatchRequest StockChanges() => new()
    {
        InvinfoDetail =
        {
            new()
            {
                MedListCodg = "XTEST00000000000001",
                InvChgType = "108",
                FixmedinsHilistId = "YP0001",
                FixmedinsHilistName = "测试胶囊",
                FixmedinsBchno = "KC202603010001",
                Pric = 12.345678m,
                Cnt = 30.2500m,
                RxFlag = "1",
                InvChgTime = new ChinaTime(2026, 3, 1, 23, 59, 59),
                InvChgOpterName = "库管员乙",
                Memo = "采购入库",
                TrdnFlag = "0",
                Drugtracinfo = { new() { DrugTracCodg = "81000010000000000001" }, new() { DrugTracCodg = "81000010000000000002" } },
                TracCodgPacHery = "1",
            },
            new()
            {
                MedListCodg = "XTEST00000000000002",
                InvChgType = "105",
                FixmedinsHilistId = "YP0002",
                FixmedinsHilistName = "测试片",
                FixmedinsBchno = "KC202603010002",
                Pric = 0.1m,
                Cnt = 2m,
                RxFlag = "0",
                InvChgTime = new ChinaTime(2026, 3, 2),
            },
        },
    };

    internal static DeleteInventoryRecordRequest Deletion() => new() { Data = new DeleteInventoryRecordData { FixmedinsBchno = "XS202603010001", InvDataType = "4" } };

    internal static DeleteInventoryRecordsBatchRequest Deletions() => new()
    {
        GoodDetail =
        {
            new() { FixmedinsBchno = "XS202603010001", InvDataType = "4" },
            new() { FixmedinsBchno = "XS202603010001", InvDataType = "2" },
        },
    };

    internal static QueryReceivedTraceCodesRequest ReceivedTraceCodes() => new()
    {
        Data = new QueryReceivedTraceCodesData
        {
            FixmedinsCode = "H00000000001",
            MedinsListCodg = "YP0001",
            FixmedinsBchno = "KC202603010001",
            Begndate = new ChinaTime(2026, 3, 1),
            Enddate = new ChinaTime(2026, 3, 2),
            MedListCodg = "XTEST00000000000001",
            DrugTracCodg = "81000010000000000001",
        },
    };

    internal static QuerySoldTraceCodesRequest SoldTraceCodes() => new()
    {
        Data = new QuerySoldTraceCodesData
        {
            FixmedinsCode = "H00000000001",
            MedinsListCodg = "YP0001",
            FixmedinsBchno = "XS202603010001",
            Begndate = new ChinaTime(2026, 3, 1),
            Enddate = new ChinaTime(2026, 3, 2),
            MedListCodg = "XTEST00000000000001",
            MdtrtId = "440800M0000000000001",
            PsnNo = "44030000000000000000000001",
            PsnCertType = "01",
            Certno = "000000190001010002",
            PsnName = "参保人戊",
            DrugTracCodg = "81000010000000000001",
        },
    };
}
