namespace Insurance.Sdk.Catalogues;

/// <summary>A fee whose national code is asked for.</summary>
/// <param name="HospitalItem">The hospital's own item number (medins_list_codg); case counts.</param>
/// <param name="ListType">list_type of the pair.</param>
/// <param name="FeeTime">Time of the fee (fee_ocur_time), never that of the settlement. China time; kinds Utc and Local are converted.</param>
public readonly record struct MappingQuestion(string HospitalItem, string ListType, ChinaTime FeeTime);
