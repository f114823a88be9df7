namespace Insurance.Sdk.Pediatrics;

/// <summary>Until when somebody is a child. Three readings are on record and none is public for Guangdong: ask the bureau.</summary>
public enum AgeBoundary
{
    /// <summary>Below six (6周岁以下不含): a child until the day before the sixth birthday.</summary>
    BeforeSixthBirthday = 6,

    /// <summary>Six included (6周岁及以下, 六周岁(含)以下): a child until the day before the seventh birthday.</summary>
    BeforeSeventhBirthday = 7,
}

/// <summary>Birthday of somebody born on 29 February in a year without that day.</summary>
public enum LeapDayBirthday
{
    /// <summary>1 March.</summary>
    FirstOfMarch = 0,

    /// <summary>28 February.</summary>
    LastOfFebruary = 1,
}
