import Glibc
import Simulation

exit(SimulatorCommand(CommandLine.arguments.dropFirst()).run())
