using System;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Simulation.Engine;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>One life of a program of the hospital: a client, a journal and a desk over what the disks hold. Thrown away when it is killed.</summary>
internal sealed class HospitalProgram
{
    private static readonly InsuranceOptions Options = new()
    {
        Profile = "guangdong",
        InstitutionCode = Hospital.Code,
        InstitutionName = "示例医院",
        Area = "440882",
        Operator = new Operator { Code = "op1", Name = "示例" },
        Timeout = TimeSpan.FromMinutes(2),
        Retry = { MaxAttempts = 1 },
        Reconciliation = { Scopes = { new TotalScope("990001", "11", "310"), new TotalScope("990001", "11", "390") } },
    };

    internal HospitalProgram(World world, Machine machine)
    {
        Machine = machine;
        Disk = new Disk(world.Loop, machine, world.Hospital.Unflushed);
        Journal = world.Mutation.Journal(new SimulatedJournal(world.Hospital.Journal, Disk, machine.Time, world.Mutation.FlushesIntents));
        Client = new InsuranceClient(Options, new InsuranceClientParts
        {
            Gateway = world.Gateway,
            HttpMessageHandler = world.Mutation.Transport(world.Network.CardOf(machine)),
            TimeProvider = machine.Time,
            MessageIds = world.Ids,
            Journal = Journal,
        });
        Desk = new OutpatientDesk(Client, new SimulatedVisitStore(world.Hospital.Visits, Disk), Journal);
        Recovery = new RecoveryDesk(Client, new RecoveryOptions
        {
            Owner = machine.Name + " " + machine.Life.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Aim = world.Aim,
            Comparer = new DetailComparer(Client, null, machine.Time),
            Books = new HospitalBooks(world.Hospital, Disk),
        });
    }

    internal Machine Machine { get; }

    internal Disk Disk { get; }

    internal IRecoveryJournal Journal { get; }

    internal InsuranceClient Client { get; }

    internal OutpatientDesk Desk { get; }

    internal RecoveryDesk Recovery { get; }
}
