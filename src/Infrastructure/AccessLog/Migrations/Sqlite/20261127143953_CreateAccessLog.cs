using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Enterprise.Infrastructure.AccessLog.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CreateAccessLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Checkpoints",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Checkpoints", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Entries",
                columns: table => new
                {
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Action = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Client = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    DetailCommitment = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Issuer = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Items = table.Column<long>(type: "INTEGER", nullable: false),
                    Node = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Occurrences = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RequestId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Resource = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    ResourceName = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    Roles = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    SubjectCommitment = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Subtenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    TenantAsSeen = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Version = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Entries", x => x.Position);
                });

            migrationBuilder.CreateTable(
                name: "Instances",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Instance = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Instances", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Probes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Probes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Statements",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Statements", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Details",
                columns: table => new
                {
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Salt = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Details", x => x.Position);
                    table.ForeignKey(
                        name: "FK_Details_Entries_Position",
                        column: x => x.Position,
                        principalTable: "Entries",
                        principalColumn: "Position",
                        onDelete: ReferentialAction.Cascade);
                });

            // Without row numbers, which would keep the order in which receipts were made, and so which belong to one person.
            migrationBuilder.Sql("""
                CREATE TABLE "Erasures" (
                    "Position" INTEGER NOT NULL,
                    "Part" TEXT NOT NULL,
                    "Tenant" TEXT NULL,
                    "Key" TEXT NOT NULL,
                    "Signature" BLOB NOT NULL,
                    CONSTRAINT "PK_Erasures" PRIMARY KEY ("Position", "Part"),
                    CONSTRAINT "FK_Erasures_Entries_Position" FOREIGN KEY ("Position") REFERENCES "Entries" ("Position") ON DELETE CASCADE
                ) WITHOUT ROWID;
                """);

            migrationBuilder.CreateTable(
                name: "Pseudonyms",
                columns: table => new
                {
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    UserKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Pseudonyms", x => x.Position);
                    table.ForeignKey(
                        name: "FK_Pseudonyms_Entries_Position",
                        column: x => x.Position,
                        principalTable: "Entries",
                        principalColumn: "Position",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Seals",
                columns: table => new
                {
                    Ordinal = table.Column<long>(type: "INTEGER", nullable: false),
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    // No foreign key: the last seal of a pruned prefix stays as the anchor of its chain.
                    table.PrimaryKey("PK_Seals", x => x.Ordinal);
                });

            migrationBuilder.CreateTable(
                name: "Subjects",
                columns: table => new
                {
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Salt = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Forwarded = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    IsForwardedTrusted = table.Column<bool>(type: "INTEGER", nullable: false),
                    UserAgent = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Subjects", x => x.Position);
                    table.ForeignKey(
                        name: "FK_Subjects_Entries_Position",
                        column: x => x.Position,
                        principalTable: "Entries",
                        principalColumn: "Position",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Id",
                table: "Entries",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Outcome_NotGranted",
                table: "Entries",
                columns: new[] { "Tenant", "At" },
                filter: "Outcome <> 'Granted'");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_Action_At",
                table: "Entries",
                columns: new[] { "Tenant", "Action", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_At",
                table: "Entries",
                columns: new[] { "Tenant", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_Outcome_At",
                table: "Entries",
                columns: new[] { "Tenant", "Outcome", "At" },
                filter: "Outcome <> 'Granted'");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_Reason_At",
                table: "Entries",
                columns: new[] { "Tenant", "Reason", "At" },
                filter: "Reason IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_RequestId_At",
                table: "Entries",
                columns: new[] { "Tenant", "RequestId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_Resource_At",
                table: "Entries",
                columns: new[] { "Tenant", "Resource", "At" },
                filter: "Resource IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_Subtenant_At",
                table: "Entries",
                columns: new[] { "Tenant", "Subtenant", "At" },
                filter: "Subtenant IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Pseudonyms_UserKey",
                table: "Pseudonyms",
                column: "UserKey");

            migrationBuilder.CreateIndex(
                name: "IX_Seals_Position",
                table: "Seals",
                column: "Position",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Seals_Tenant_Sequence",
                table: "Seals",
                columns: new[] { "Tenant", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Subjects_Tenant_Address_At",
                table: "Subjects",
                columns: new[] { "Tenant", "Address", "At" },
                filter: "Address IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Subjects_Tenant_Forwarded_At",
                table: "Subjects",
                columns: new[] { "Tenant", "Forwarded", "At" },
                filter: "Forwarded IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Subjects_Tenant_UserId_At",
                table: "Subjects",
                columns: new[] { "Tenant", "UserId", "At" },
                filter: "UserId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Subjects_Tenant_UserName_At",
                table: "Subjects",
                columns: new[] { "Tenant", "UserName", "At" },
                filter: "UserName IS NOT NULL");

            // What the planner is told stays the same for ever, and the plans with it (SQLite's documentation, "Fixed results of ANALYZE"): a large tenant in a large log.
            migrationBuilder.Sql("ANALYZE;");
            foreach (var (table, index, statistics) in new[]
            {
                ("Entries", "IX_Entries_Id", "5000000 1"),
                ("Entries", "IX_Entries_Outcome_NotGranted", "150000 30000 1"),
                ("Entries", "IX_Entries_Tenant_Action_At", "5000000 1000000 200000 1"),
                ("Entries", "IX_Entries_Tenant_At", "5000000 1000000 1"),
                ("Entries", "IX_Entries_Tenant_Outcome_At", "150000 30000 15000 1"),
                ("Entries", "IX_Entries_Tenant_Reason_At", "150000 30000 4000 1"),
                ("Entries", "IX_Entries_Tenant_RequestId_At", "5000000 1000000 1 1"),
                ("Entries", "IX_Entries_Tenant_Resource_At", "3000000 600000 600 1"),
                ("Entries", "IX_Entries_Tenant_Subtenant_At", "500000 100000 20000 1"),
                ("Subjects", "IX_Subjects_Tenant_Address_At", "5000000 1000000 5000 1"),
                ("Subjects", "IX_Subjects_Tenant_Forwarded_At", "5000000 1000000 5000 1"),
                ("Subjects", "IX_Subjects_Tenant_UserId_At", "5000000 1000000 2000 1"),
                ("Subjects", "IX_Subjects_Tenant_UserName_At", "5000000 1000000 2000 1"),
                ("Seals", "IX_Seals_Tenant_Sequence", "5000000 1000000 1"),
                ("Seals", "IX_Seals_Position", "5000000 1"),
            })
            {
                migrationBuilder.Sql($"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('{table}', '{index}', '{statistics}');");
            }

            migrationBuilder.Sql("ANALYZE sqlite_schema;");

            // Insert-only below any code of ours: to change or remove a row, these must be removed first.
            foreach (var table in new[] { "Entries", "Subjects", "Details", "Seals", "Checkpoints", "Statements", "Pseudonyms", "Erasures", "Instances" })
            {
                foreach (var change in new[] { "UPDATE", "DELETE" })
                {
                    migrationBuilder.Sql(
                        $"CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, 'The access log is insert-only.'); END;");
                }
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Checkpoints");

            migrationBuilder.DropTable(
                name: "Details");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropTable(
                name: "Instances");

            migrationBuilder.DropTable(
                name: "Probes");

            migrationBuilder.DropTable(
                name: "Pseudonyms");

            migrationBuilder.DropTable(
                name: "Seals");

            migrationBuilder.DropTable(
                name: "Statements");

            migrationBuilder.DropTable(
                name: "Subjects");

            migrationBuilder.DropTable(
                name: "Entries");
        }
    }
}
