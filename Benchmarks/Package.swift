// swift-tools-version: 6.2
// What `make bench` measures with. A package of its own, so that nobody who builds or tests Roost builds it too.
import PackageDescription

let package = Package(
    name: "roost-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    ],
    targets: [
        // The load generator stands on epoll, and so on Linux.
        .systemLibrary(name: "CLinux", path: "CLinux"),
        .executableTarget(
            name: "roost-bench",
            dependencies: ["CLinux", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "LoadGenerator",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "bench-baseline",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            path: "Baseline",
            swiftSettings: strict
        ),
    ]
)

var strict: [SwiftSetting] {
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
